/// A world of goods with prices and of orders that can be refunded.
///
/// Start here: [ShopTools].
@NullMarked
package dev.baltoro.agent.world.shop;

import org.jspecify.annotations.NullMarked;
