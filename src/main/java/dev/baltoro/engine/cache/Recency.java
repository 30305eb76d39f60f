package dev.baltoro.engine.cache;

import org.jspecify.annotations.Nullable;

/// The prefix tree's nodes from the least to the most recently used.
///
/// A parent always comes after its children, so that a loop that goes through the list and removes
/// leaves meets a parent after it has become a leaf. Order is all there is: no clock.
final class Recency {
    private @Nullable PrefixNode oldest;
    private @Nullable PrefixNode newest;

    @Nullable PrefixNode oldest() {
        return oldest;
    }

    /// Takes in the upper part of a node that was cut in two.
    void addParentOf(PrefixNode child, PrefixNode parent) {
        parent.older = child;
        parent.newer = child.newer;
        child.newer = parent;
        relinkNeighbours(parent);
    }

    /// Notes that a node and all above it have been used; takes the node in if it is new.
    void touch(PrefixNode used) {
        PrefixNode node = used;
        while (node.parent != null) {
            remove(node);
            node.older = newest;
            relinkNeighbours(node);
            node = node.parent;
        }
    }

    /// Takes a node out, if it is in.
    void remove(PrefixNode node) {
        if (node.older != null) {
            node.older.newer = node.newer;
        } else if (oldest == node) {
            oldest = node.newer;
        }
        if (node.newer != null) {
            node.newer.older = node.older;
        } else if (newest == node) {
            newest = node.older;
        }
        node.older = null;
        node.newer = null;
    }

    private void relinkNeighbours(PrefixNode node) {
        if (node.older == null) {
            oldest = node;
        } else {
            node.older.newer = node;
        }
        if (node.newer == null) {
            newest = node;
        } else {
            node.newer.older = node;
        }
    }
}
