/// What spans rooms: the order of steps and what is kept between them, nothing else.
///
/// Start here: [AgentFlow], from text to a small agent that reinforcement learning improved.
@NullMarked
package dev.baltoro.flow;

import org.jspecify.annotations.NullMarked;
