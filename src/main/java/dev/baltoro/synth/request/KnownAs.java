package dev.baltoro.synth.request;

import dev.baltoro.synth.value.Draws;
import dev.baltoro.synth.value.Need;
import dev.baltoro.synth.value.Value;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What people call a value that the system message tells: `our office net`, `today`. Where nothing
/// tells it, the same words are a reason to ask.
///
/// @param label in the request
/// @param fact in the system message, with `%s` for the value
record KnownAs(String label, String fact) {
    private static final Map<String, List<KnownAs>> BY_SLOT =
            Map.ofEntries(
                    Map.entry(
                            "day",
                            List.of(
                                    new KnownAs("today", "Today is %s."),
                                    new KnownAs("today", "Today's date: %s"),
                                    new KnownAs("the deadline", "The deadline is %s."),
                                    new KnownAs("the wedding", "The wedding is on %s."),
                                    new KnownAs("the exam", "Exam: %s."),
                                    new KnownAs("my birthday", "The user was born on %s."),
                                    new KnownAs("the launch", "Launch date %s."))),
                    Map.entry(
                            "zone",
                            List.of(
                                    new KnownAs("our office", "Time zone of the office: %s."),
                                    new KnownAs("my home town", "The user lives in %s."),
                                    new KnownAs("the factory", "The factory is in %s."),
                                    new KnownAs("headquarters", "Headquarters: %s"))),
                    Map.entry(
                            "cidr",
                            List.of(
                                    new KnownAs("our office net", "Office network: %s."),
                                    new KnownAs("the VPN", "VPN range %s."),
                                    new KnownAs("the guest wifi", "Guest wifi is %s."),
                                    new KnownAs("our subnet", "Our subnet: %s"))),
                    Map.entry(
                            "ipv4",
                            List.of(
                                    new KnownAs("the printer", "Printer: %s."),
                                    new KnownAs("my laptop", "The user's laptop has %s."),
                                    new KnownAs("the gateway", "Gateway %s."))),
                    Map.entry(
                            "ip",
                            List.of(
                                    new KnownAs("our server's address", "Server address: %s."),
                                    new KnownAs("the gateway", "Gateway %s."))),
                    Map.entry(
                            "version",
                            List.of(
                                    new KnownAs("our version", "Our version: %s."),
                                    new KnownAs("the installed one", "Installed: %s."),
                                    new KnownAs("the customer's version", "The customer has %s."))),
                    Map.entry(
                            "version_range",
                            List.of(
                                    new KnownAs("our range", "Allowed range: %s"),
                                    new KnownAs("what we require", "Required version: %s"))),
                    Map.entry(
                            "secret",
                            List.of(
                                    new KnownAs("the usual one", "The usual key is %s"),
                                    new KnownAs("our webhook secret", "Webhook secret: %s"))),
                    Map.entry(
                            "regex",
                            List.of(
                                    new KnownAs("our pattern", "Pattern for ids: %s"),
                                    new KnownAs("the usual regex", "Usual regex: %s"))),
                    Map.entry(
                            "cron",
                            List.of(
                                    new KnownAs("my backup job", "Backup job: %s"),
                                    new KnownAs("the nightly report", "Nightly report: %s"))),
                    Map.entry("card", List.of(new KnownAs("my test card", "Test card %s."))),
                    Map.entry(
                            "colour",
                            List.of(
                                    new KnownAs("our brand colour", "Brand colour: %s."),
                                    new KnownAs("the accent colour", "Accent colour: %s."))),
                    Map.entry("jwt", List.of(new KnownAs("my token", "Session token: %s"))),
                    Map.entry("url", List.of(new KnownAs("our shop link", "Shop link: %s"))),
                    Map.entry(
                            "epoch",
                            List.of(new KnownAs("the last login", "Last login (unix): %s"))));

    /// {@return a way to say a slot's value by what it is; empty for slots that have no such names}
    static Optional<Value.Said> of(String slot, Value value, Draws draw) {
        return Optional.ofNullable(BY_SLOT.get(slot))
                .map(draw::pick)
                .map(known ->
                        new Value.Said(
                                known.label, Need.SAYS + known.fact.formatted(value.plain())));
    }
}
