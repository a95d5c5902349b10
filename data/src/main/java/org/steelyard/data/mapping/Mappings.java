package org.steelyard.data.mapping;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.steelyard.data.mapping.internal.MappingCheck;
import org.steelyard.data.mapping.internal.OmopMapping;
import org.steelyard.kernel.Place;
import org.steelyard.kernel.SteelyardException;
import org.steelyard.kernel.Text;
import org.steelyard.protocol.SchemaFile;

/** Reads mapping files: the user's, and those that ship for the known kinds of sources. */
public final class Mappings {

    private static final SchemaFile<Mapping> FILE = SchemaFile.of("mapping-1.schema.json", Mapping.class);

    private Mappings() {}

    /** Kinds of sources that ship with a mapping. */
    public enum Kind {
        /** Tables of China's insurance platform. */
        PLATFORM("platform"),
        /** Settlement lists of interface 4101 and 4101A. */
        SETTLEMENT_LIST("settlement-list"),
        /** OMOP CDM 5.3 and 5.4. */
        OMOP("omop"),
        /** First page of the case record, laboratory, medication orders, device readings. */
        HOSPITAL("hospital"),
        /** Questionnaires. */
        PATIENTS("patients");

        private final String id;

        Kind(String id) {
            this.id = id;
        }

        /** As the command line calls it. */
        public String id() {
            return id;
        }
    }

    /** The mapping that ships for a kind of source. */
    public static Mapping shipped(Kind kind) {
        Mapping mapping = Shipped.ALL.get(kind);
        if (mapping == null) {
            throw new IllegalStateException("no mapping for " + kind);
        }
        return mapping;
    }

    /** Parsed once; they never change. */
    private static final class Shipped {

        static final Map<Kind, Mapping> ALL = Arrays.stream(Kind.values())
                .collect(Collectors.toUnmodifiableMap(
                        k -> k, k -> k == Kind.OMOP ? OmopMapping.make() : parse(resource(k.id()), k.id() + ".yaml")));
    }

    /**
     * The mapping in a file.
     *
     * @throws SteelyardException with everything that is wrong with it
     */
    public static Mapping load(Path file) {
        Path name = file.getFileName();
        if (!Files.isRegularFile(file) || name == null) {
            throw SteelyardException.of(
                    MappingError.NO_SUCH_MAPPING,
                    Place.file(name == null ? "" : name.toString()),
                    Text.of("找不到映射文件。", "The mapping file was not found."),
                    Text.of("检查路径；steelyard data map 可给出草稿。", "Check the path; steelyard data map proposes one."));
        }
        try {
            return parse(Files.readAllBytes(file), name.toString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The mapping in these bytes. */
    public static Mapping parse(byte[] bytes, String name) {
        return FILE.read(bytes, name, MappingCheck::problems);
    }

    /**
     * Kinds whose tables are among these names, the one with the most tables first. Upper and lower case are alike.
     *
     * @param tables names of files without their extension
     */
    public static List<Kind> recognise(Collection<String> tables) {
        Set<String> names = tables.stream().map(t -> t.toLowerCase(Locale.ROOT)).collect(Collectors.toSet());
        return Arrays.stream(Kind.values())
                .filter(k -> hits(k, names) > 0)
                .sorted(Comparator.comparingLong((Kind k) -> -hits(k, names)))
                .toList();
    }

    private static long hits(Kind kind, Set<String> names) {
        return shipped(kind).tables().entrySet().stream()
                .filter(e -> names.contains(e.getKey())
                        || e.getValue().aliases().stream().anyMatch(a -> names.contains(a.toLowerCase(Locale.ROOT))))
                .count();
    }

    private static byte[] resource(String id) {
        try (InputStream in = Mappings.class.getResourceAsStream(id + ".yaml")) {
            if (in == null) {
                throw new IllegalStateException("mapping is not in the program: " + id);
            }
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
