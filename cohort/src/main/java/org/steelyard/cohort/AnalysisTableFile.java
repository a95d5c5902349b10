package org.steelyard.cohort;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import org.steelyard.cohort.internal.CohortCodec;
import org.steelyard.kernel.Digest;
import org.steelyard.kernel.Place;
import org.steelyard.kernel.SteelyardException;
import org.steelyard.kernel.Text;

/**
 * A cohort on disk: between the steps of a run, not an archive.
 *
 * <p>Format, all numbers big-endian: four bytes {@code SYAT}, a version, the body, the SHA-256 of everything before it.
 * Equal cohorts give equal bytes.
 */
public final class AnalysisTableFile {

    /** Raised whenever the body changes its form; an older file is not read but made again. */
    public static final int VERSION = 1;

    private static final int DIGEST_BYTES = 32;

    private AnalysisTableFile() {}

    /** Writes beside the file first and moves it there whole, so that a killed run leaves no half file. */
    public static void write(Path file, Cohort cohort) throws IOException {
        Path part = file.resolveSibling(file.getFileName() + ".part");
        Files.write(part, bytes(cohort));
        Files.move(part, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
    }

    /**
     * @throws SteelyardException when the file is not one of these, is damaged, or has another version
     */
    public static Cohort read(Path file) throws IOException {
        return parse(Files.readAllBytes(file), String.valueOf(file.getFileName()));
    }

    /** The bytes that {@link #write} writes. */
    public static byte[] bytes(Cohort cohort) {
        byte[] body = CohortCodec.encode(VERSION, cohort);
        byte[] all = java.util.Arrays.copyOf(body, body.length + DIGEST_BYTES);
        System.arraycopy(digest(body, body.length), 0, all, body.length, DIGEST_BYTES);
        return all;
    }

    /** @param name for messages */
    public static Cohort parse(byte[] bytes, String name) {
        int body = bytes.length - DIGEST_BYTES;
        if (body < CohortCodec.HEAD || !CohortCodec.hasMark(bytes)) {
            throw damaged(name);
        }
        if (CohortCodec.version(bytes) != VERSION) {
            throw SteelyardException.of(
                    CohortError.OTHER_TABLE_VERSION,
                    Place.file(name),
                    Text.of(
                            "分析表文件的版本是 " + CohortCodec.version(bytes) + "，本程序使用版本 " + VERSION,
                            "the table file has version " + CohortCodec.version(bytes) + "; this program uses "
                                    + VERSION),
                    Text.of("删除该文件并重新运行", "delete the file and run again"));
        }
        byte[] found = java.util.Arrays.copyOfRange(bytes, body, bytes.length);
        if (!java.security.MessageDigest.isEqual(found, digest(bytes, body))) {
            throw damaged(name);
        }
        return CohortCodec.decode(bytes, body);
    }

    private static byte[] digest(byte[] bytes, int length) {
        String hex = Digest.of(java.util.Arrays.copyOf(bytes, length)).hex();
        return java.util.HexFormat.of().parseHex(hex);
    }

    private static SteelyardException damaged(String name) {
        return SteelyardException.of(
                CohortError.DAMAGED_TABLE,
                Place.file(name),
                Text.of("分析表文件已损坏或不是分析表", "the table file is damaged, or is no table file"),
                Text.of("删除该文件并重新运行", "delete the file and run again"));
    }
}
