package org.steelyard.data.identity.internal;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.EnumSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import org.steelyard.data.identity.IdentityError;
import org.steelyard.data.identity.IdentityKey;
import org.steelyard.kernel.Place;
import org.steelyard.kernel.SteelyardException;
import org.steelyard.kernel.Text;

/** The file that holds the key. */
public final class KeyFile {

    private static final int LARGEST = 1024;
    private static final Set<PosixFilePermission> OWNER_ONLY =
            EnumSet.of(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE);

    private KeyFile() {}

    public static byte[] create(Path file, List<Path> apart) {
        refuseBesideData(file, apart);
        byte[] secret = new byte[IdentityKey.BYTES];
        new SecureRandom().nextBytes(secret);
        byte[] line = (HexFormat.of().formatHex(secret) + "\n").getBytes(StandardCharsets.US_ASCII);
        if (Files.exists(file)) {
            throw exists(file);
        }
        try {
            Path parent = file.toAbsolutePath().getParent();
            if (parent != null) {
                Files.createDirectories(parent);
            }
            Files.createFile(file, ownerOnly(file));
            Files.write(file, line, StandardOpenOption.WRITE);
            return secret;
        } catch (IOException e) {
            throw problem(
                    IdentityError.KEY_NOT_WRITTEN,
                    file,
                    Text.of("密钥文件不能写入", "the key file cannot be written"),
                    Text.of("确认文件夹存在且可写", "see that the folder is there and may be written to"));
        }
    }

    private static SteelyardException exists(Path file) {
        return problem(
                IdentityError.KEY_EXISTS,
                file,
                Text.of(
                        "密钥文件已存在；不覆盖，否则旧的假名再也不能与新数据相连",
                        "the key file exists; it is not overwritten, for old pseudonyms would never link with new"
                                + " data"),
                Text.of("使用现有密钥，或换一个文件名", "use that key, or give another name"));
    }

    public static byte[] read(Path file, List<Path> apart) {
        refuseBesideData(file, apart);
        try {
            refuseOpen(file);
            byte[] bytes = Files.size(file) > LARGEST ? new byte[0] : Files.readAllBytes(file);
            String text = new String(bytes, StandardCharsets.ISO_8859_1).strip();
            if (!text.matches("[0-9a-fA-F]{64}")) {
                throw problem(
                        IdentityError.MALFORMED_KEY,
                        file,
                        Text.of("不是密钥文件：应为 64 个十六进制数字", "not a key file: 64 hexadecimal digits are needed"),
                        Text.of("指定正确的密钥文件，或新建一个", "name the right file, or make a new key"));
            }
            return HexFormat.of().parseHex(text);
        } catch (NoSuchFileException e) {
            throw problem(
                    IdentityError.MISSING_KEY,
                    file,
                    Text.of("没有这个密钥文件", "there is no such key file"),
                    Text.of("指定密钥文件，或新建一个", "name the key file, or make a new key"));
        } catch (IOException e) {
            throw problem(
                    IdentityError.MISSING_KEY,
                    file,
                    Text.of("密钥文件无法读取", "the key file cannot be read"),
                    Text.of("确认它是普通文件且有读取权限", "see that it is a plain file and may be read"));
        }
    }

    /** Whoever is given the data must not be given the key along with it. Links are followed to where they lead. */
    private static void refuseBesideData(Path file, List<Path> apart) {
        Path real = real(file);
        for (Path folder : apart) {
            if (real.startsWith(real(folder))) {
                throw problem(
                        IdentityError.KEY_BESIDE_DATA,
                        file,
                        Text.of("密钥在数据或结果文件夹之内", "the key lies inside the folder of data or results"),
                        Text.of("把密钥移到这些文件夹之外", "move it out of these folders"));
            }
        }
    }

    /** The path without links, as far as it exists. */
    private static Path real(Path path) {
        Path absolute = path.toAbsolutePath().normalize();
        try {
            return absolute.toRealPath();
        } catch (IOException e) {
            Path parent = absolute.getParent();
            Path name = absolute.getFileName();
            return parent == null || name == null ? absolute : real(parent).resolve(name);
        }
    }

    private static void refuseOpen(Path file) throws IOException {
        if (!posix(file)) {
            return;
        }
        Set<PosixFilePermission> given = Files.getPosixFilePermissions(file);
        boolean open = given.stream().anyMatch(p -> !p.name().startsWith("OWNER_"));
        if (open) {
            throw problem(
                    IdentityError.KEY_READABLE_BY_OTHERS,
                    file,
                    Text.of("所有者以外的人也能访问密钥文件", "others than the owner may use the key file"),
                    Text.of("收回权限：chmod 600", "take the rights away: chmod 600"));
        }
    }

    private static FileAttribute<?>[] ownerOnly(Path file) {
        return posix(file)
                ? new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(OWNER_ONLY)}
                : new FileAttribute<?>[0];
    }

    private static boolean posix(Path file) {
        return file.getFileSystem().supportedFileAttributeViews().contains("posix");
    }

    private static SteelyardException problem(IdentityError error, Path file, Text message, Text remedy) {
        return SteelyardException.of(error, Place.file(String.valueOf(file.getFileName())), message, remedy);
    }
}
