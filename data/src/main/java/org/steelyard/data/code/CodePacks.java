package org.steelyard.data.code;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.steelyard.data.code.internal.PackReader;
import org.steelyard.kernel.Place;
import org.steelyard.kernel.SteelyardException;
import org.steelyard.kernel.Text;

/**
 * Reads dictionary packs. A pack is a folder with {@code pack.yaml} and any of {@code codes.csv}, {@code crossmaps.csv} and
 * {@code groups.csv}; {@code docs/code-packs.md} explains each column.
 */
public final class CodePacks {

    /** The pack that ships: codes of the examples and published comorbidity indices. */
    public static final String SHIPPED = "starter";

    private CodePacks() {}

    /**
     * The pack in a folder.
     *
     * @throws SteelyardException with {@link CodeError}s: everything that is wrong with it
     */
    public static CodePack load(Path folder) {
        if (!Files.isRegularFile(folder.resolve("pack.yaml"))) {
            Path name = folder.getFileName();
            throw noSuchPack(name == null ? "" : name.toString());
        }
        return PackReader.read(file -> text(folder.resolve(file)));
    }

    /** The pack that ships with the program. */
    public static CodePack shipped() {
        return PackReader.read(file -> resource("packs/" + SHIPPED + "/" + file));
    }

    /**
     * A pack made of the lists of a CHS-DRG grouper: {@code ZD_INFO.csv} (diagnoses), {@code SS_INFO.csv} (operations), and, if
     * they are there, {@code ZD_MAP.csv} and {@code SS_MAP.csv} (codes of the clinical edition said in the insurance's).
     *
     * @param version of the lists, such as {@code CHS-DRG 1.1}
     * @param validFrom the first day on which the lists hold
     */
    public static CodePack chsDrg(Path folder, String version, LocalDate validFrom) {
        if (!Files.isRegularFile(folder.resolve("ZD_INFO.csv"))) {
            throw noSuchPack("ZD_INFO.csv");
        }
        Function<String, Optional<String>> files = file -> text(folder.resolve(file));
        return PackReader.chsDrg(files, version, validFrom);
    }

    private static Optional<String> text(Path file) {
        try {
            return Files.isRegularFile(file)
                    ? Optional.of(Files.readString(file, StandardCharsets.UTF_8))
                    : Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Optional<String> resource(String name) {
        try (InputStream in = CodePacks.class.getResourceAsStream(name)) {
            return in == null ? Optional.empty() : Optional.of(new String(in.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static SteelyardException noSuchPack(String name) {
        return new SteelyardException(List.of(new org.steelyard.kernel.Problem(
                CodeError.NO_SUCH_PACK,
                Place.file(name),
                Text.of("找不到字典包。", "The dictionary pack was not found."),
                Text.of("给出含 pack.yaml 的文件夹。", "Name a folder that holds pack.yaml."))));
    }
}
