package org.steelyard.platform;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import org.steelyard.kernel.Place;
import org.steelyard.kernel.Problems;
import org.steelyard.kernel.Spelling;
import org.steelyard.kernel.SteelyardException;
import org.steelyard.kernel.Text;

/**
 * Settings from the command line, the environment ({@code STEELYARD_…}) and a file, in this order of precedence. A key that
 * nobody knows is an error, with the nearest one that is known.
 */
final class Settings {

    private static final List<String> KEYS = List.of(
            "port",
            "address",
            "data",
            "database",
            "database-user",
            "database-password",
            "rules",
            "config",
            "rate-address",
            "rate-account",
            "rate-sign-in");

    /** Calls a minute. An office shares one address; nobody types thirty passwords a minute. */
    private static final Map<String, String> NUMBERS = Map.of(
            "port", "8080",
            "rate-address", "3000",
            "rate-account", "1200",
            "rate-sign-in", "30");
    private static final String ENVIRONMENT_PREFIX = "STEELYARD_";
    private static final List<String> FORBIDDEN_PASSWORDS =
            List.of("postgres", "password", "steelyard", "changeme", "admin");

    private final Map<String, String> values;

    private Settings(Map<String, String> values) {
        this.values = values;
    }

    static Settings read(String[] args, Map<String, String> environment) {
        Problems problems = new Problems();
        Map<String, String> line = arguments(args, problems);
        Map<String, String> around = new TreeMap<>();
        environment.forEach((key, value) -> {
            String name = key.startsWith(ENVIRONMENT_PREFIX + "SERVE_")
                    ? key.substring((ENVIRONMENT_PREFIX + "SERVE_").length())
                            .toLowerCase(Locale.ROOT)
                            .replace('_', '-')
                    : "";
            if (!name.isEmpty()) {
                around.put(check(name, key, problems), value);
            }
        });
        Map<String, String> all = new HashMap<>();
        String file = line.getOrDefault("config", around.getOrDefault("config", ""));
        if (!file.isEmpty()) {
            all.putAll(file(Path.of(file), problems));
        }
        all.putAll(around);
        all.putAll(line);
        if (FORBIDDEN_PASSWORDS.contains(all.getOrDefault("database-password", ""))) {
            problems.add(
                    PlatformError.BAD_SETTING,
                    Place.field("database-password"),
                    Text.of(
                            "数据库密码是众所周知的默认密码，拒绝启动",
                            "the database password is a well-known default; it does not start with it"),
                    Text.of("更换数据库密码", "change the password of the database"));
        }
        NUMBERS.forEach((key, usual) -> {
            if (!all.getOrDefault(key, usual).matches("[0-9]{1,8}")) {
                problems.add(
                        PlatformError.BAD_SETTING,
                        Place.field(key),
                        Text.of("应为非负整数", "it is a whole number, not negative"),
                        Text.of("例如 " + usual, "such as " + usual));
            }
        });
        problems.throwIfAny();
        return new Settings(all);
    }

    private static Map<String, String> arguments(String[] args, Problems problems) {
        Map<String, String> found = new TreeMap<>();
        for (int i = 0; i < args.length; i++) {
            String name = args[i].startsWith("--") ? args[i].substring(2) : args[i];
            int equals = name.indexOf('=');
            if (equals > 0) {
                found.put(check(name.substring(0, equals), args[i], problems), name.substring(equals + 1));
            } else if (i + 1 < args.length) {
                found.put(check(name, args[i], problems), args[++i]);
            } else {
                check(name + "?", args[i], problems);
            }
        }
        return found;
    }

    private static Map<String, String> file(Path file, Problems problems) {
        Properties properties = new Properties();
        try (Reader reader = Files.newBufferedReader(file)) {
            properties.load(reader);
        } catch (IOException e) {
            throw SteelyardException.of(
                    PlatformError.BAD_SETTING,
                    Place.file(String.valueOf(file.getFileName())),
                    Text.of("配置文件无法读取", "the settings file cannot be read"),
                    Text.of("检查路径与权限", "check path and permission"));
        }
        Map<String, String> found = new TreeMap<>();
        properties.forEach(
                (key, value) -> found.put(check(key.toString(), key.toString(), problems), value.toString()));
        return found;
    }

    private static String check(String name, String place, Problems problems) {
        if (!KEYS.contains(name)) {
            problems.add(
                    PlatformError.BAD_SETTING,
                    Place.field(place),
                    Text.of("没有设置项“" + name + "”", "there is no setting \"" + name + "\""),
                    Spelling.remedy(
                            name, KEYS, Text.of("可用：" + String.join("、", KEYS), "Known: " + String.join(", ", KEYS))));
        }
        return name;
    }

    /** What the framework is told. The embedded database writes through to the disk before it answers. */
    Map<String, Object> properties() {
        Map<String, Object> properties = new HashMap<>();
        properties.put("server.port", values.getOrDefault("port", "8080"));
        for (String rate : List.of("rate-address", "rate-account", "rate-sign-in")) {
            properties.put("steelyard." + rate, values.getOrDefault(rate, NUMBERS.getOrDefault(rate, "")));
        }
        properties.put("server.address", values.getOrDefault("address", "127.0.0.1"));
        String folder = values.getOrDefault("data", "steelyard-data");
        String own = "jdbc:h2:file:" + Path.of(folder).toAbsolutePath().resolve("platform")
                + ";MODE=PostgreSQL;DATABASE_TO_LOWER=TRUE;DEFAULT_NULL_ORDERING=HIGH;WRITE_DELAY=0;DB_CLOSE_ON_EXIT=FALSE;LOCK_TIMEOUT=10000";
        properties.put("spring.datasource.url", values.getOrDefault("database", own));
        properties.put(
                "spring.datasource.username",
                values.getOrDefault("database-user", values.containsKey("database") ? "" : "steelyard"));
        properties.put("spring.datasource.password", values.getOrDefault("database-password", ""));
        if (values.containsKey("rules")) {
            properties.put("steelyard.rules", values.get("rules"));
        }
        return properties;
    }
}
