package org.steelyard.platform;

import java.util.Arrays;
import java.util.List;
import org.steelyard.kernel.Text;

/** Every setting there is. {@code docs/platform.md} has a row for each; a test compares them. */
enum SettingKey {
    PORT("port", Kind.NUMBER, "8080", "监听端口", "port to listen on"),
    ADDRESS("address", Kind.TEXT, "127.0.0.1", "监听地址", "address to listen on"),
    DATA("data", Kind.TEXT, "steelyard-data", "内置数据库与运行结果的文件夹", "folder of the embedded database and of runs"),
    DATABASE(
            "database",
            Kind.TEXT,
            "",
            "数据库地址（JDBC），缺省为内置数据库",
            "JDBC address of the database; the embedded one if absent"),
    DATABASE_USER("database-user", Kind.TEXT, "", "数据库用户", "user of the database"),
    DATABASE_PASSWORD("database-password", Kind.SECRET, "", "数据库密码", "password of the database"),
    RULES("rules", Kind.TEXT, "", "管理方参数文件", "the authority's numbers"),
    PRICES("prices", Kind.TEXT, "", "现行价目表（CSV）", "list of present prices, CSV"),
    USE("use", Kind.TEXT, "", "项目使用汇总（CSV）", "yearly use of items, sums only, CSV"),
    CONFIG("config", Kind.TEXT, "", "配置文件", "file of settings"),
    FILE("file", Kind.TEXT, "", "备份或恢复的文件", "archive to back up to or restore from"),
    RATE_ADDRESS("rate-address", Kind.NUMBER, "3000", "每地址每分钟请求数", "calls a minute of one address"),
    RATE_ACCOUNT("rate-account", Kind.NUMBER, "1200", "每账号每分钟请求数", "calls a minute of one account"),
    RATE_SIGN_IN("rate-sign-in", Kind.NUMBER, "30", "每地址每分钟登录尝试数", "tries to sign in a minute of one address"),
    PROXIES("proxies", Kind.TEXT, "", "可信反向代理地址，逗号分隔", "addresses of trusted reverse proxies, with commas"),
    CERTIFICATE("certificate", Kind.TEXT, "", "TLS 证书（PEM）", "TLS certificate, PEM"),
    PRIVATE_KEY("private-key", Kind.TEXT, "", "TLS 私钥（PEM）", "TLS private key, PEM"),
    SESSION_HOURS("session-hours", Kind.NUMBER, "12", "一次登录的最长小时数", "longest time of a session, in hours"),
    SECOND_FACTOR(
            "second-factor",
            Kind.TEXT,
            "optional",
            "一次性验证码：optional 或 required",
            "one-time codes: optional, or required of all who sign in with a password"),
    METRICS_TOKEN("metrics-token", Kind.SECRET, "", "读取监控指标的令牌", "token with which metrics are read"),
    LEDGER_KEY(
            "ledger-key",
            Kind.SECRET,
            "",
            "账本签名私钥（Ed25519，PKCS#8 PEM），缺省存于数据库",
            "private key of the ledger (Ed25519, PKCS#8 PEM); in the database if absent"),
    BACKUP_FOLDER("backup-folder", Kind.TEXT, "", "每夜备份到此文件夹", "folder of nightly backups"),
    BACKUP_KEEP("backup-keep", Kind.NUMBER, "14", "保留的备份份数", "how many backups are kept"),
    SOURCES("sources", Kind.TEXT, "", "数据源文件夹，每个子文件夹为一个数据源", "folder of data sources, one a subfolder"),
    PROGRAM("program", Kind.TEXT, "", "命令行程序路径，用于启动分析运行", "the command line, which carries out runs"),
    RUN_MINUTES("run-minutes", Kind.NUMBER, "720", "一次运行的最长分钟数", "longest time of a run, in minutes"),
    PUBLIC_URL(
            "public-url",
            Kind.TEXT,
            "",
            "用户看到的平台地址，写入引用，统一身份认证也用",
            "address of the platform as people see it, in citations and for OpenID Connect"),
    OIDC_ISSUER("oidc-issuer", Kind.TEXT, "", "统一身份认证（OpenID Connect）的签发方", "issuer of OpenID Connect"),
    OIDC_CLIENT("oidc-client", Kind.TEXT, "", "在签发方登记的客户端标识", "client as registered there"),
    OIDC_SECRET("oidc-secret", Kind.SECRET, "", "客户端密钥", "secret of the client"),
    OIDC_CLAIM(
            "oidc-claim",
            Kind.TEXT,
            "preferred_username",
            "首次登录时与登录名比对的声明",
            "claim that is the login name at the first sign-in"),
    OIDC_ACR(
            "oidc-acr",
            Kind.TEXT,
            "",
            "可接受的认证强度（acr），逗号分隔；缺省不限",
            "strengths of sign-in (acr) that are enough, with commas; none: the provider decides"),
    OIDC_NAME("oidc-name", Kind.TEXT, "统一身份认证", "登录按钮上的名称", "name on the button");

    /** What a value looks like. A secret is never one that everybody knows. */
    enum Kind {
        TEXT,
        NUMBER,
        SECRET
    }

    private final String key;
    private final Kind kind;
    private final String usual;
    private final Text meaning;

    SettingKey(String key, Kind kind, String usual, String zh, String en) {
        this.key = key;
        this.kind = kind;
        this.usual = usual;
        meaning = Text.of(zh, en);
    }

    String key() {
        return key;
    }

    Kind kind() {
        return kind;
    }

    /** The value when none is set. */
    String usual() {
        return usual;
    }

    Text meaning() {
        return meaning;
    }

    static List<String> keys() {
        return Arrays.stream(values()).map(SettingKey::key).toList();
    }
}
