package org.steelyard.platform.account;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.bouncycastle.crypto.generators.Argon2BytesGenerator;
import org.bouncycastle.crypto.params.Argon2Parameters;
import org.steelyard.kernel.Text;

/**
 * Passwords as Argon2id digests (RFC 9106), with the parameters that OWASP recommends: 19 MiB, two passes, one lane.
 */
public final class Passwords {

    private static final int MEMORY_KIB = 19 * 1024;
    private static final int PASSES = 2;
    private static final int SALT_BYTES = 16;
    private static final int HASH_BYTES = 32;
    private static final int MINIMUM = 12;
    private static final int MAXIMUM = 128;
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final String ALPHABET = "abcdefghijkmnpqrstuvwxyz23456789";
    private static final int RANDOM_LENGTH = 25;
    private static final int GROUP = 5;
    private static final Set<String> COMMON = Set.of(
            "password", "steelyard", "administrator", "qwertyuiop", "123456789012", "changeme", "letmein", "welcome");

    private Passwords() {}

    /** @return what is wrong with it, or empty */
    public static Optional<Text> weakness(String password, String login) {
        String lower = password.toLowerCase(Locale.ROOT);
        if (password.length() < MINIMUM || password.length() > MAXIMUM) {
            return Optional.of(Text.of(
                    "密码长度须为 " + MINIMUM + "—" + MAXIMUM + " 个字符",
                    "a password has " + MINIMUM + " to " + MAXIMUM + " characters"));
        }
        if (COMMON.stream().anyMatch(lower::contains) || lower.contains(login.toLowerCase(Locale.ROOT))) {
            return Optional.of(Text.of("密码不得包含登录名或常见词", "a password does not hold the login name or a common word"));
        }
        if (password.chars().distinct().count() < 5) {
            return Optional.of(Text.of("密码中不同的字符太少", "a password has more different characters"));
        }
        if (GuessCheck.isEasy(password)) {
            return Optional.of(
                    Text.of(
                            "密码常见或容易猜到（常用密码、键盘顺序、日期、重复及其简单变形）",
                            "the password is common or easy to guess: a known one, a row of keys, a date, a repetition, or a simple change of one"));
        }
        return Optional.empty();
    }

    /** A password that nobody chose: twenty-five characters of an alphabet without look-alikes, in groups of five. */
    public static String random() {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < RANDOM_LENGTH; i++) {
            text.append(i > 0 && i % GROUP == 0 ? "-" : "").append(ALPHABET.charAt(RANDOM.nextInt(ALPHABET.length())));
        }
        return text.toString();
    }

    public static String hash(String password) {
        byte[] salt = new byte[SALT_BYTES];
        RANDOM.nextBytes(salt);
        Base64.Encoder base64 = Base64.getEncoder().withoutPadding();
        return "$argon2id$v=19$m=" + MEMORY_KIB + ",t=" + PASSES + ",p=1$" + base64.encodeToString(salt) + "$"
                + base64.encodeToString(argon2(password, salt));
    }

    public static boolean matches(String password, String hash) {
        String[] parts = hash.split("\\$");
        if (parts.length != 6) {
            return false;
        }
        byte[] expected = Base64.getDecoder().decode(parts[5]);
        return MessageDigest.isEqual(
                expected, argon2(password, Base64.getDecoder().decode(parts[4])));
    }

    private static byte[] argon2(String password, byte[] salt) {
        Argon2BytesGenerator generator = new Argon2BytesGenerator();
        generator.init(new Argon2Parameters.Builder(Argon2Parameters.ARGON2_id)
                .withVersion(Argon2Parameters.ARGON2_VERSION_13)
                .withMemoryAsKB(MEMORY_KIB)
                .withIterations(PASSES)
                .withParallelism(1)
                .withSalt(salt)
                .build());
        byte[] out = new byte[HASH_BYTES];
        generator.generateBytes(password.getBytes(StandardCharsets.UTF_8), out);
        return out;
    }
}
