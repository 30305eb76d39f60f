/// A world of contacts and of events by day and hour.
@NullMarked
package dev.baltoro.agent.world.calendar;

import org.jspecify.annotations.NullMarked;
