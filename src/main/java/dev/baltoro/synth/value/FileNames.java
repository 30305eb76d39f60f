package dev.baltoro.synth.value;

import java.util.List;
import java.util.Locale;

/// Names that people give to files and folders.
public final class FileNames {
    private static final List<String> TEXT =
            List.of(
                    "txt",
                    "txt",
                    "txt",
                    "md",
                    "md",
                    "md",
                    "csv",
                    "csv",
                    "csv",
                    "json",
                    "json",
                    "log",
                    "log",
                    "yaml",
                    "yml",
                    "toml",
                    "ini",
                    "xml",
                    "html",
                    "css",
                    "js",
                    "ts",
                    "py",
                    "java",
                    "sh",
                    "sql",
                    "tex",
                    "conf",
                    "tsv",
                    "rst",
                    "ics",
                    "srt",
                    "vcf",
                    "go",
                    "rs",
                    "c",
                    "cpp",
                    "rb",
                    "php",
                    "properties",
                    "env",
                    "bib",
                    "org",
                    "adoc",
                    "kt",
                    "r",
                    "ipynb",
                    "cfg",
                    "gpx",
                    "po");
    private static final List<String> MEDIA =
            List.of(
                    "png", "png", "jpg", "jpg", "jpg", "jpeg", "gif", "webp", "mp3", "wav", "ogg",
                    "flac", "bmp", "svg", "m4a", "tiff", "heic", "mp4");
    private static final List<String> OTHER =
            List.of(
                    "pdf", "zip", "bak", "xlsx", "docx", "old", "tmp", "gz", "db", "odt", "pptx",
                    "iso", "jar", "swp", "epub", "tar.gz");
    private static final List<String> BARE =
            List.of(
                    "README",
                    "Makefile",
                    "LICENSE",
                    "CHANGELOG",
                    "TODO",
                    "NOTES",
                    "Dockerfile",
                    ".env",
                    ".gitignore",
                    "README.md",
                    "index.html",
                    "package.json",
                    "notes.txt",
                    "todo.txt",
                    "config.yaml",
                    "settings.ini",
                    "main.py",
                    "data.csv",
                    "AUTHORS",
                    "INSTALL",
                    "VERSION",
                    "HISTORY",
                    "Jenkinsfile",
                    "Procfile");
    private static final List<String> CONFIG =
            List.of("toml", "ini", "conf", "properties", "env", "cfg", "yaml", "yml");
    private static final List<String> FOLDERS =
            List.of(
                    "archive",
                    "assets",
                    "backup",
                    "bin",
                    "build",
                    "cache",
                    "config",
                    "data",
                    "dist",
                    "docs",
                    "downloads",
                    "drafts",
                    "exports",
                    "images",
                    "inbox",
                    "incoming",
                    "invoices",
                    "lib",
                    "logs",
                    "media",
                    "misc",
                    "music",
                    "new",
                    "notes",
                    "old",
                    "out",
                    "photos",
                    "pics",
                    "plots",
                    "public",
                    "raw",
                    "recipes",
                    "reports",
                    "results",
                    "scans",
                    "scripts",
                    "shared",
                    "src",
                    "temp",
                    "templates",
                    "test",
                    "tmp",
                    "todo",
                    "uploads",
                    "videos",
                    "work",
                    "node_modules",
                    ".git",
                    "target");

    private FileNames() {}

    static String text(Draws draw) {
        return draw.chance(0.1) ? draw.pick(BARE) : stem(draw) + "." + draw.pick(TEXT);
    }

    static String media(Draws draw) {
        return stem(draw) + "." + draw.pick(MEDIA);
    }

    static String other(Draws draw) {
        return stem(draw) + "." + draw.pick(OTHER);
    }

    static String config(Draws draw) {
        return draw.pick("config", "settings", "app", "server", stem(draw), CommonWords.word(draw))
                + "."
                + draw.pick(CONFIG);
    }

    static String extension(Draws draw) {
        return switch (draw.weighted(6, 3, 2)) {
            case 0 -> draw.pick(TEXT);
            case 1 -> draw.pick(MEDIA);
            default -> draw.pick(OTHER);
        };
    }

    static boolean isText(String name) {
        int dot = name.lastIndexOf('.');
        return dot <= 0 || TEXT.contains(name.substring(dot + 1));
    }

    /// {@return whether a name is that of a picture or a recording}
    public static boolean isMedia(String name) {
        return MEDIA.contains(name.substring(name.lastIndexOf('.') + 1));
    }

    static boolean isConfig(String name) {
        return CONFIG.contains(name.substring(name.lastIndexOf('.') + 1));
    }

    static String folder(Draws draw) {
        return switch (draw.weighted(35, 30, 10, 8, 8, 5)) {
            case 0 -> draw.pick(FOLDERS);
            case 1 -> CommonWords.word(draw);
            case 2 -> Integer.toString(draw.between(2015, 2030));
            case 3 -> CommonWords.word(draw) + draw.pick("-", "_", " ") + CommonWords.word(draw);
            case 4 -> CommonWords.capital(CommonWords.word(draw));
            default -> CommonWords.title(draw);
        };
    }

    static String root(Draws draw) {
        String last =
                switch (draw.weighted(40, 20, 15, 10)) {
                    case 0 -> CommonWords.word(draw);
                    case 1 -> draw.pick(FOLDERS);
                    case 2 ->
                            CommonWords.word(draw)
                                    + draw.pick(" ", " ", "-", "_")
                                    + CommonWords.word(draw);
                    default -> CommonWords.title(draw);
                };
        String user = CommonWords.firstName(draw).toLowerCase(Locale.ROOT);
        return switch (draw.weighted(20, 14, 12, 10, 10, 8, 8, 6, 4, 4)) {
            case 0 -> "/srv/" + last;
            case 1 -> "/home/" + user + "/" + last;
            case 2 -> "/data/" + last;
            case 3 -> "/opt/" + last;
            case 4 -> "/mnt/" + CommonWords.word(draw) + "/" + last;
            case 5 -> "/Users/" + user + "/" + draw.pick("Documents/", "Desktop/", "") + last;
            case 6 -> "/var/" + draw.pick("lib/", "www/", "data/", "") + last;
            case 7 -> "/" + last;
            case 8 ->
                    "/media/"
                            + user
                            + "/"
                            + CommonWords.coined(draw).toUpperCase(Locale.ROOT)
                            + "/"
                            + last;
            default -> "/" + CommonWords.word(draw) + "/" + CommonWords.word(draw) + "/" + last;
        };
    }

    static String stem(Draws draw) {
        return switch (draw.weighted(26, 16, 10, 9, 8, 8, 6, 5, 4, 4, 4)) {
            case 0 -> CommonWords.word(draw);
            case 1 -> CommonWords.word(draw) + draw.pick("-", "_", " ") + CommonWords.word(draw);
            case 2 -> CommonWords.word(draw) + draw.pick("_", "-", " ", "") + number(draw);
            case 3 ->
                    CommonWords.capital(CommonWords.word(draw))
                            + " "
                            + CommonWords.capital(CommonWords.word(draw));
            case 4 -> CommonWords.word(draw) + draw.pick(" ", "-", "_") + date(draw);
            case 5 -> date(draw) + draw.pick(" ", "-", "_") + CommonWords.word(draw);
            case 6 -> CommonWords.capital(CommonWords.word(draw));
            case 7 -> CommonWords.pick(draw, "foreign");
            case 8 ->
                    CommonWords.firstName(draw) + draw.pick(" ", "_", "-") + CommonWords.word(draw);
            case 9 ->
                    CommonWords.word(draw)
                            + draw.pick(" (", " v", "_v", "-rev")
                            + draw.between(1, 9);
            default ->
                    draw.chance(0.5)
                            ? CommonWords.pick(draw, "kanji")
                            : CommonWords.word(draw) + " & " + CommonWords.word(draw);
        };
    }

    private static String number(Draws draw) {
        int n = draw.between(1, 120);
        return draw.chance(0.5) ? "%02d".formatted(n) : Integer.toString(n);
    }

    static String date(Draws draw) {
        int year = draw.between(2015, 2030);
        int month = draw.between(1, 12);
        return switch (draw.below(5)) {
            case 0 -> Integer.toString(year);
            case 1 -> "%d-%02d".formatted(year, month);
            case 2 -> "%d-%02d-%02d".formatted(year, month, draw.between(1, 28));
            case 3 -> CommonWords.pick(draw, "month").substring(0, 3).toLowerCase(Locale.ROOT);
            default -> draw.pick("Q1", "Q2", "Q3", "Q4", "week " + draw.between(1, 52));
        };
    }
}
