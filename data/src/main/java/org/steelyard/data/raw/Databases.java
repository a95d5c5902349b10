package org.steelyard.data.raw;

import java.io.IOException;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.TreeSet;
import org.steelyard.kernel.Place;
import org.steelyard.kernel.Problems;
import org.steelyard.kernel.Text;

/**
 * Reads a connection file: a properties file in UTF-8 that the user keeps away from the plan, for it may hold passwords.
 *
 * <pre>
 * hospital.url = jdbc:postgresql://db.example/omop
 * hospital.user = reader
 * hospital.password = …            or  hospital.passwordVariable = NAME_OF_ENVIRONMENT_VARIABLE
 * hospital.driver = drivers        a jar or a folder of jars, seen from this file; "drivers" when left out
 * archive.file = archive.duckdb    a database file of DuckDB, seen from this file
 * </pre>
 */
public final class Databases {

    private static final java.util.Set<String> KEYS =
            java.util.Set.of("url", "user", "password", "passwordVariable", "driver", "file", "schema");

    private Databases() {}

    /**
     * @return databases by name
     * @throws org.steelyard.kernel.SteelyardException with {@link RawError#MALFORMED_CONNECTION}
     */
    public static Map<String, Database> read(Path file) {
        String name = String.valueOf(file.getFileName());
        Problems problems = new Problems();
        Properties properties = load(file, name, problems);
        Map<String, Database> out = new LinkedHashMap<>();
        TreeSet<String> names = new TreeSet<>();
        for (String key : properties.stringPropertyNames()) {
            int dot = key.lastIndexOf('.');
            if (dot <= 0 || !KEYS.contains(key.substring(dot + 1))) {
                problem(problems, name, key, "不认识的键", "unknown key");
            } else {
                names.add(key.substring(0, dot));
            }
        }
        names.forEach(n -> one(new Entry(name, n, properties, file), problems).ifPresent(d -> out.put(n, d)));
        problems.throwIfAny();
        return out;
    }

    private record Entry(String file, String name, Properties properties, Path path) {

        Optional<String> get(String key) {
            return Optional.ofNullable(properties.getProperty(name + "." + key)).map(String::strip);
        }

        List<String> schemas() {
            return get("schema").stream()
                    .flatMap(s -> Arrays.stream(s.split(",", -1)))
                    .map(String::strip)
                    .filter(s -> !s.isEmpty())
                    .toList();
        }

        Path beside(String other) {
            return path.toAbsolutePath().resolveSibling(other);
        }
    }

    private static Properties load(Path file, String name, Problems problems) {
        Properties properties = new Properties();
        try (Reader in = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
            properties.load(in);
        } catch (IOException | IllegalArgumentException e) {
            problem(problems, name, "", "连接文件无法读取", "the connection file cannot be read");
        }
        problems.throwIfAny();
        return properties;
    }

    private static Optional<Database> one(Entry entry, Problems problems) {
        try {
            Optional<String> url = entry.get("url");
            Optional<String> file = entry.get("file");
            if (url.isPresent() == file.isPresent()) {
                problem(
                        problems,
                        entry.file(),
                        entry.name(),
                        "url 与 file 须有且只有一个",
                        "one of url and file is needed, and one only");
                return Optional.empty();
            }
            if (file.isPresent()) {
                return Optional.of(new Database.DuckDbFile(entry.name(), entry.beside(file.get()), entry.schemas()));
            }
            Path driver = entry.beside(entry.get("driver").orElse("drivers"));
            return Optional.of(new Database.Jdbc(
                    entry.name(),
                    url.get(),
                    login(entry, problems),
                    Files.exists(driver) ? Optional.of(driver) : Optional.empty(),
                    entry.schemas()));
        } catch (InvalidPathException e) {
            problem(problems, entry.file(), entry.name(), "不是文件名", "not the name of a file");
            return Optional.empty();
        }
    }

    private static Optional<Database.Login> login(Entry entry, Problems problems) {
        Optional<String> user = entry.get("user");
        if (user.isEmpty()) {
            return Optional.empty();
        }
        Optional<String> variable = entry.get("passwordVariable");
        String password = variable.isPresent()
                ? Optional.ofNullable(System.getenv(variable.get())).orElse("")
                : entry.get("password").orElse("");
        if (variable.isPresent() && password.isEmpty()) {
            problem(
                    problems,
                    entry.file(),
                    entry.name() + ".passwordVariable",
                    "环境变量未设置",
                    "the environment variable is not set");
        }
        return Optional.of(new Database.Login(user.get(), password));
    }

    private static void problem(Problems problems, String file, String field, String zh, String en) {
        problems.add(
                RawError.MALFORMED_CONNECTION,
                Place.of(file, field),
                Text.of(zh, en),
                Text.of(
                        "每个连接写 名称.url、.user、.password（或 .passwordVariable）、.driver，或 名称.file；可加 名称.schema",
                        "write NAME.url, .user, .password (or .passwordVariable), .driver; or NAME.file; with NAME.schema where wanted"));
    }
}
