/// A world of contacts and of events by day and hour.
///
/// Start here: [CalendarTools].
@NullMarked
package dev.baltoro.agent.world.calendar;

import org.jspecify.annotations.NullMarked;
