package org.steelyard.platform;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.steelyard.kernel.Place;
import org.steelyard.kernel.Problems;
import org.steelyard.kernel.Spelling;
import org.steelyard.kernel.SteelyardException;
import org.steelyard.kernel.Text;
import org.steelyard.platform.backup.BackupProgram;

/**
 * Settings from the command line, the environment ({@code STEELYARD_SERVE_…}) and a file, in this order of precedence. A key
 * that nobody knows is an error, with the nearest one that is known.
 */
final class Settings {

    private static final String ENVIRONMENT_PREFIX = "STEELYARD_SERVE_";
    private static final int SHORTEST_SECRET = 8;
    private static final List<String> KNOWN_SECRETS = List.of(
            "postgres",
            "password",
            "steelyard",
            "changeme",
            "change-me",
            "admin",
            "administrator",
            "secret",
            "12345678");

    private final Map<String, String> values;

    private Settings(Map<String, String> values) {
        this.values = values;
    }

    static Settings read(String[] args, Map<String, String> environment) {
        Problems problems = new Problems();
        Map<String, String> line = arguments(args, problems);
        Map<String, String> around = around(environment, problems);
        Map<String, String> all = new HashMap<>();
        String file = line.getOrDefault("config", around.getOrDefault("config", ""));
        if (!file.isEmpty()) {
            all.putAll(file(Path.of(file), problems));
        }
        all.putAll(around);
        all.putAll(line);
        Settings settings = new Settings(revealed(all, problems));
        Arrays.stream(SettingKey.values()).forEach(key -> settings.check(key, problems));
        settings.checkTogether(problems);
        problems.throwIfAny();
        return settings;
    }

    /** A secret written {@code @FILE} is what stands in the file, as vaults, systemd and containers hand secrets over. */
    private static Map<String, String> revealed(Map<String, String> all, Problems problems) {
        Map<String, String> revealed = new HashMap<>(all);
        for (SettingKey key : SettingKey.values()) {
            String value = all.getOrDefault(key.key(), "");
            if (key.kind() == SettingKey.Kind.SECRET && value.startsWith("@")) {
                revealed.put(key.key(), secret(key, Path.of(value.substring(1)), problems));
            }
        }
        return revealed;
    }

    private static String secret(SettingKey key, Path file, Problems problems) {
        try {
            boolean open = Files.getFileStore(file).supportsFileAttributeView("posix")
                    && Files.getPosixFilePermissions(file).contains(PosixFilePermission.OTHERS_READ);
            if (!open) {
                return Files.readString(file).strip();
            }
            bad(
                    problems,
                    key.key(),
                    Text.of("密钥文件任何人可读，拒绝启动", "stands in a file that everybody can read; it does not start with it"),
                    Text.of("收回其他用户的读权限（chmod o-r）", "take the permission to read from others (chmod o-r)"));
        } catch (IOException e) {
            bad(
                    problems,
                    key.key(),
                    Text.of("密钥文件无法读取", "stands in a file that cannot be read"),
                    Text.of("检查路径与权限", "check path and permission"));
        }
        return "";
    }

    private static Map<String, String> around(Map<String, String> environment, Problems problems) {
        Map<String, String> around = new TreeMap<>();
        environment.forEach((key, value) -> {
            if (key.startsWith(ENVIRONMENT_PREFIX)) {
                String name = key.substring(ENVIRONMENT_PREFIX.length())
                        .toLowerCase(Locale.ROOT)
                        .replace('_', '-');
                around.put(known(name, key, problems), value);
            }
        });
        return around;
    }

    private static Map<String, String> arguments(String[] args, Problems problems) {
        Map<String, String> found = new TreeMap<>();
        for (int i = 0; i < args.length; i++) {
            String name = args[i].startsWith("--") ? args[i].substring(2) : args[i];
            int equals = name.indexOf('=');
            if (equals > 0) {
                found.put(
                        known(name.substring(0, equals), args[i].substring(0, args[i].indexOf('=')), problems),
                        name.substring(equals + 1));
            } else if (SettingKey.keys().contains(name) && i + 1 < args.length) {
                found.put(name, args[++i]);
            } else if (SettingKey.keys().contains(name)) {
                bad(
                        problems,
                        name,
                        Text.of("缺少取值", "has no value"),
                        Text.of("写作 --" + name + " 值", "write --" + name + " VALUE"));
            } else {
                known(name, args[i], problems);
                boolean value = i + 1 < args.length && !args[i + 1].startsWith("--");
                i += value ? 1 : 0;
            }
        }
        return found;
    }

    private static Map<String, String> file(Path file, Problems problems) {
        Properties properties = new Properties();
        try (Reader reader = Files.newBufferedReader(file)) {
            properties.load(reader);
        } catch (IOException | IllegalArgumentException e) {
            throw SteelyardException.of(
                    PlatformError.BAD_SETTING,
                    Place.file(String.valueOf(file.getFileName())),
                    Text.of("配置文件无法读取", "the settings file cannot be read"),
                    Text.of("检查路径、权限与格式（键=值）", "check path, permission and form (key=value)"));
        }
        Map<String, String> found = new TreeMap<>();
        properties.forEach(
                (key, value) -> found.put(known(key.toString(), key.toString(), problems), value.toString()));
        return found;
    }

    private static String known(String name, String place, Problems problems) {
        List<String> keys = SettingKey.keys();
        if (!keys.contains(name)) {
            bad(
                    problems,
                    place,
                    Text.of("没有设置项“" + name + "”", "there is no setting \"" + name + "\""),
                    Spelling.remedy(
                            name, keys, Text.of("可用：" + String.join("、", keys), "Known: " + String.join(", ", keys))));
        }
        return name;
    }

    private void check(SettingKey key, Problems problems) {
        String value = get(key);
        if (key.kind() == SettingKey.Kind.NUMBER && !value.matches("[0-9]{1,8}")) {
            bad(
                    problems,
                    key.key(),
                    Text.of("应为非负整数", "is a whole number, not negative"),
                    Text.of("例如 " + key.usual(), "such as " + key.usual()));
        }
        boolean weak = KNOWN_SECRETS.contains(value.toLowerCase(Locale.ROOT)) || value.length() < SHORTEST_SECRET;
        if (key.kind() == SettingKey.Kind.SECRET && !value.isEmpty() && weak) {
            bad(
                    problems,
                    key.key(),
                    Text.of(
                            "是众所周知的默认值，或少于 8 个字符，拒绝启动",
                            "is a well-known default or shorter than 8 characters; it does not start with it"),
                    Text.of("更换密码或密钥", "change the secret"));
        }
    }

    private void checkTogether(Problems problems) {
        checkTransport(problems);
        together(problems, List.of(SettingKey.CERTIFICATE, SettingKey.PRIVATE_KEY));
        List<SettingKey> provider = List.of(SettingKey.OIDC_ISSUER, SettingKey.OIDC_CLIENT, SettingKey.OIDC_SECRET);
        if (provider.stream().anyMatch(key -> !get(key).isEmpty())) {
            together(
                    problems,
                    Stream.concat(provider.stream(), Stream.of(SettingKey.PUBLIC_URL))
                            .toList());
        }
        for (SettingKey key : List.of(SettingKey.OIDC_ISSUER, SettingKey.PUBLIC_URL)) {
            String address = get(key);
            boolean loopback = address.matches("http://(127\\.0\\.0\\.1|localhost)(:[0-9]+)?(/.*)?");
            if (!address.isEmpty() && !address.startsWith("https://") && !loopback) {
                bad(
                        problems,
                        key.key(),
                        Text.of("应以 https:// 开头", "begins with https://"),
                        Text.of("只有本机地址可用 http", "only the loopback may do with http"));
            }
        }
    }

    /** Passwords and sessions never travel in clear: off the loopback there is TLS here or at a proxy. */
    private void checkTransport(Problems problems) {
        boolean loopback = get(SettingKey.ADDRESS).matches("127(\\.[0-9]{1,3}){3}|localhost|::1|\\[::1]");
        if (!loopback && !isSecure()) {
            bad(
                    problems,
                    SettingKey.ADDRESS.key(),
                    Text.of("对外监听时须使用 TLS", "listens outside the loopback with TLS only"),
                    Text.of(
                            "设置 certificate 与 private-key，或设置 proxies（由反向代理提供 TLS）",
                            "set certificate and private-key, or proxies if a reverse proxy has the TLS"));
        }
        if (!List.of("optional", "required").contains(get(SettingKey.SECOND_FACTOR))) {
            bad(
                    problems,
                    SettingKey.SECOND_FACTOR.key(),
                    Text.of("应为 optional 或 required", "is optional or required"),
                    Text.of("改为二者之一", "write one of them"));
        }
    }

    /** Whether people reach it by TLS, here or at a proxy. */
    private boolean isSecure() {
        return !get(SettingKey.CERTIFICATE).isEmpty()
                || !get(SettingKey.PROXIES).isEmpty();
    }

    private void together(Problems problems, List<SettingKey> group) {
        List<String> missing = group.stream()
                .filter(key -> get(key).isEmpty())
                .map(SettingKey::key)
                .toList();
        if (!missing.isEmpty() && missing.size() < group.size()) {
            bad(
                    problems,
                    missing.getFirst(),
                    Text.of("须一并设置", "is needed as well"),
                    Text.of("一并设置：" + names(group, "、"), "set together: " + names(group, ", ")));
        }
    }

    private static String names(List<SettingKey> keys, String between) {
        return keys.stream().map(SettingKey::key).collect(Collectors.joining(between));
    }

    private static void bad(Problems problems, String field, Text what, Text remedy) {
        problems.add(PlatformError.BAD_SETTING, Place.field(field), what, remedy);
    }

    private String get(SettingKey key) {
        String value = values.getOrDefault(key.key(), "");
        return value.isEmpty() ? key.usual() : value;
    }

    /** The archive of a backup. */
    Path file() {
        if (get(SettingKey.FILE).isEmpty()) {
            throw SteelyardException.of(
                    PlatformError.BAD_SETTING,
                    Place.field("file"),
                    Text.of("没有指定备份文件", "the archive is not named"),
                    Text.of("加上 --file 文件.zip", "add --file FILE.zip"));
        }
        return Path.of(get(SettingKey.FILE));
    }

    /** The embedded database writes through to the disk before it answers. */
    private String url() {
        String own =
                "jdbc:h2:file:" + Path.of(get(SettingKey.DATA)).toAbsolutePath().resolve("platform")
                        + ";MODE=PostgreSQL;DATABASE_TO_LOWER=TRUE;DEFAULT_NULL_ORDERING=HIGH;WRITE_DELAY=0;DB_CLOSE_ON_EXIT=FALSE;LOCK_TIMEOUT=10000";
        return get(SettingKey.DATABASE).isEmpty() ? own : get(SettingKey.DATABASE);
    }

    private String user() {
        boolean own = get(SettingKey.DATABASE).isEmpty()
                && get(SettingKey.DATABASE_USER).isEmpty();
        return own ? "steelyard" : get(SettingKey.DATABASE_USER);
    }

    BackupProgram.Target target() {
        return new BackupProgram.Target(url(), user(), get(SettingKey.DATABASE_PASSWORD));
    }

    /** What the framework is told. */
    Map<String, Object> properties() {
        Map<String, Object> properties = new HashMap<>();
        for (SettingKey key : SettingKey.values()) {
            properties.put("steelyard." + key.key(), get(key));
        }
        properties.put("server.port", get(SettingKey.PORT));
        properties.put("server.address", get(SettingKey.ADDRESS));
        properties.put("spring.datasource.url", url());
        properties.put("spring.datasource.username", user());
        properties.put("spring.datasource.password", get(SettingKey.DATABASE_PASSWORD));
        properties.put("steelyard.secure", isSecure());
        properties.put("server.servlet.session.cookie.name", isSecure() ? "__Host-steelyard" : "steelyard");
        if (isSecure()) {
            properties.put("server.servlet.session.cookie.secure", "true");
            properties.put("server.servlet.session.cookie.path", "/");
        }
        if (!get(SettingKey.CERTIFICATE).isEmpty()) {
            properties.put("server.ssl.certificate", "file:" + get(SettingKey.CERTIFICATE));
            properties.put("server.ssl.certificate-private-key", "file:" + get(SettingKey.PRIVATE_KEY));
            properties.put("server.ssl.enabled-protocols", "TLSv1.3,TLSv1.2");
        }
        if (!get(SettingKey.PROXIES).isEmpty()) {
            properties.put("server.forward-headers-strategy", "native");
            properties.put(
                    "server.tomcat.remoteip.internal-proxies",
                    Arrays.stream(get(SettingKey.PROXIES).split("[, ]+"))
                            .map(Pattern::quote)
                            .collect(Collectors.joining("|")));
        }
        return properties;
    }
}
