package dev.baltoro.rl.report;

import static dev.baltoro.rl.report.Table.Cell.text;

import dev.baltoro.train.run.RolloutMetric.Alarm;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// Alarms by name: how many, when, and what the newest said.
final class AlarmTable {
    private AlarmTable() {}

    static String of(List<Alarm> alarms) {
        if (alarms.isEmpty()) {
            return "<p>None.</p>";
        }
        Map<String, List<Alarm>> byName = new TreeMap<>();
        for (Alarm alarm : alarms) {
            byName.computeIfAbsent(alarm.name(), _ -> new ArrayList<>()).add(alarm);
        }
        Table table = new Table("alarm", "iterations", "first", "newest", "what it said");
        byName.forEach((name, all) ->
                table.row(
                        text(name),
                        text(Integer.toString(all.size())),
                        text(Long.toString(all.getFirst().step())),
                        text(Long.toString(all.getLast().step())),
                        text(all.getLast().text())));
        return table.html();
    }
}
