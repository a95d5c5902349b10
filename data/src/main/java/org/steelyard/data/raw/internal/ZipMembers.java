package org.steelyard.data.raw.internal;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipFile;
import org.steelyard.data.internal.Files;
import org.steelyard.data.raw.IntakeSettings.Limits;
import org.steelyard.data.raw.RawError;
import org.steelyard.kernel.Place;
import org.steelyard.kernel.SteelyardException;
import org.steelyard.kernel.Text;

/** Members of a zip archive. They are read where they lie and never unpacked to disk. */
final class ZipMembers {

    private static final int MOST_MEMBERS = 10_000;

    private ZipMembers() {}

    /** Names of the members that are files, in alphabetical order; the archive is refused when anything in it is sly. */
    static List<String> list(Path file, String name, Limits limits) {
        try (ZipFile zip = open(file)) {
            List<String> names = new ArrayList<>();
            for (ZipArchiveEntry entry : Collections.list(zip.getEntries())) {
                refuseSly(entry, name, limits);
                if (!entry.isDirectory() && !isBookkeeping(entry.getName())) {
                    names.add(entry.getName());
                }
                if (names.size() > MOST_MEMBERS) {
                    throw Guarded.bomb(name);
                }
            }
            refuseTwice(names, name);
            return names.stream().sorted().toList();
        } catch (IOException | IllegalArgumentException e) {
            throw Files.damaged(name);
        }
    }

    /** What macOS and Windows add of their own. */
    private static boolean isBookkeeping(String member) {
        String lower = member.toLowerCase(Locale.ROOT);
        return lower.startsWith("__macosx/") || lower.endsWith(".ds_store") || lower.endsWith("thumbs.db");
    }

    private static void refuseSly(ZipArchiveEntry entry, String name, Limits limits) {
        String path = entry.getName();
        boolean out = path.startsWith("/")
                || path.startsWith("\\")
                || path.matches("[A-Za-z]:.*")
                || path.indexOf('\0') >= 0
                || List.of(path.split("[/\\\\]")).contains("..");
        if (out || entry.isUnixSymlink()) {
            throw Files.problem(
                    RawError.UNSAFE_MEMBER,
                    name,
                    Text.of("压缩包内有指向外部的路径或链接", "the archive holds a path that leads out of it, or a link"),
                    Text.of("核对来源，重新打包数据文件", "check where it comes from, and pack the data files anew"));
        }
        if (entry.getGeneralPurposeBit().usesEncryption()) {
            throw Files.problem(
                    RawError.ENCRYPTED_ARCHIVE,
                    name,
                    Text.of("压缩包已加密", "the archive is encrypted"),
                    Text.of("在受控环境中解密后再提供", "decrypt it in a controlled place first"));
        }
        long packed = Math.max(entry.getCompressedSize(), 1);
        boolean steep = entry.getSize() > Guarded.UNSUSPICIOUS && entry.getSize() / packed > limits.unpackedRatio();
        if (steep || entry.getSize() > limits.unpackedBytes()) {
            throw Guarded.bomb(name);
        }
    }

    private static void refuseTwice(List<String> names, String archive) {
        if (names.stream().distinct().count() < names.size()) {
            throw Files.damaged(archive);
        }
    }

    /** The one member, or the one that is named. */
    static String choose(List<String> members, String wanted, String archive) {
        if (!wanted.isEmpty()) {
            if (members.contains(wanted)) {
                return wanted;
            }
            throw unclear(RawError.MISSING_PART, members, archive);
        }
        if (members.size() == 1) {
            return members.getFirst();
        }
        throw unclear(members.isEmpty() ? RawError.MISSING_PART : RawError.SEVERAL_PARTS, members, archive);
    }

    static SteelyardException unclear(RawError error, List<String> parts, String file) {
        String some = parts.stream().limit(20).collect(Collectors.joining("”、“"));
        return SteelyardException.of(
                error,
                Place.file(file),
                error == RawError.SEVERAL_PARTS
                        ? Text.of("文件含有多张表，未指明用哪一张", "the file holds several tables, and none is named")
                        : Text.of("文件中没有所要的表", "the file does not hold the table that is wanted"),
                Text.of("指明其一；现有：“" + some + "”", "name one; there are: \"" + some.replace("”、“", "\", \"") + "\""));
    }

    static long size(Path file, String member) throws IOException {
        try (ZipFile zip = open(file)) {
            return Math.max(zip.getEntry(member).getCompressedSize(), 0);
        }
    }

    /** @param taken counts compressed bytes, as far as the archive's own bookkeeping tells */
    static InputStream open(Path file, String member, AtomicLong taken) throws IOException {
        ZipFile zip = open(file);
        try {
            ZipArchiveEntry entry = zip.getEntry(member);
            InputStream in = zip.getInputStream(entry);
            double ratio = Math.max(entry.getCompressedSize(), 1) / (double) Math.max(entry.getSize(), 1);
            return new Member(in, zip, entry, ratio, taken);
        } catch (IOException | RuntimeException e) {
            zip.close();
            throw e;
        }
    }

    private static ZipFile open(Path file) throws IOException {
        return ZipFile.builder().setPath(file).get();
    }

    /** Closes the archive along with the member, and checks what the archive says of it. */
    private static final class Member extends FilterInputStream {

        private final ZipFile zip;
        private final ZipArchiveEntry entry;
        private final double ratio;
        private final AtomicLong taken;
        private final java.util.zip.CRC32 crc = new java.util.zip.CRC32();
        private long unpacked;

        Member(InputStream in, ZipFile zip, ZipArchiveEntry entry, double ratio, AtomicLong taken) {
            super(in);
            this.zip = zip;
            this.entry = entry;
            this.ratio = ratio;
            this.taken = taken;
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] out, int offset, int length) throws IOException {
            int n = super.read(out, offset, length);
            if (n < 0) {
                refuseOther();
                return n;
            }
            crc.update(out, offset, n);
            unpacked += n;
            long guess = (long) Math.ceil(unpacked * ratio);
            taken.set(Math.min(Math.max(guess, 1), Math.max(entry.getCompressedSize(), 1)));
            return n;
        }

        private void refuseOther() throws IOException {
            if (crc.getValue() != entry.getCrc() || unpacked != entry.getSize()) {
                throw new java.util.zip.ZipException("the member is not what the archive says");
            }
        }

        @Override
        public void close() throws IOException {
            try {
                super.close();
            } finally {
                zip.close();
            }
        }
    }
}
