package dev.baltoro.text.spoken;

import java.text.Normalizer;
import java.time.ZoneId;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/// Time zones by the cities after which the time zone database names them: "São Paulo" is
/// `America/Sao_Paulo`.
public final class SpokenZone {
    private static final Pattern MARKS = Pattern.compile("\\p{M}");

    /// Of two zones with one city the one in the earlier region, then the longer name, is the one
    /// that is kept up: `Europe/Istanbul`, `America/Argentina/Buenos_Aires`.
    private static final List<String> REGIONS =
            List.of(
                    "Europe",
                    "Asia",
                    "America",
                    "Africa",
                    "Australia",
                    "Pacific",
                    "Atlantic",
                    "Indian",
                    "Antarctica");

    private static final Set<String> ZONES = Set.copyOf(ZoneId.getAvailableZoneIds());
    private static final Map<String, String> CITIES = cities();

    private SpokenZone() {}

    private static Map<String, String> cities() {
        Map<String, String> cities = new HashMap<>();
        ZONES.stream()
                .filter(id -> REGIONS.contains(region(id)))
                .sorted(
                        Comparator.comparingInt((String id) -> REGIONS.indexOf(region(id)))
                                .thenComparing(id -> -id.length())
                                .thenComparing(Comparator.naturalOrder()))
                .forEach(id -> cities.putIfAbsent(plain(city(id)), id));
        cities.put("utc", "UTC");
        cities.put("gmt", "UTC");
        return Map.copyOf(cities);
    }

    private static String region(String id) {
        int slash = id.indexOf('/');
        return slash < 0 ? "" : id.substring(0, slash);
    }

    /// {@return the city of a zone with spaces: `Sao Paulo`; of a name without one, that}
    public static String city(String id) {
        return id.substring(id.lastIndexOf('/') + 1).replace('_', ' ');
    }

    /// {@return the zone of a city, or that of the name; empty if no zone is called so}
    public static Optional<String> of(String city) {
        return Optional.ofNullable(CITIES.get(plain(city)))
                .or(() -> Optional.of(city.strip()).filter(ZONES::contains));
    }

    private static String plain(String city) {
        String parts = Normalizer.normalize(city.strip(), Normalizer.Form.NFD);
        return MARKS.matcher(parts).replaceAll("").toLowerCase(Locale.ROOT).replace('_', ' ');
    }
}
