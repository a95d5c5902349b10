package org.steelyard.data.raw;

import java.nio.file.Path;
import java.util.Optional;
import org.steelyard.data.ReadOptions;

/** Where a raw table comes from. */
public sealed interface RawSource {

    /** Id of the source in the plan; empty when there is no plan. */
    String id();

    /** As messages and reports call it: never an absolute path. */
    String name();

    /**
     * A file, or a part of one.
     *
     * @param folder the data folder
     * @param name path inside the folder
     * @param part the sheet of a workbook, the member of an archive (and, after a {@code #}, the part of that member), or the
     *     node of a settlement list; may be absent where there is only one
     */
    record File(String id, Path folder, String name, Optional<String> part, ReadOptions options) implements RawSource {

        public static File of(Path folder, String name) {
            return new File("", folder, name, Optional.empty(), ReadOptions.FIND_OUT);
        }

        public File withId(String other) {
            return new File(other, folder, name, part, options);
        }

        public File withPart(String other) {
            return new File(id, folder, name, Optional.of(other), options);
        }

        public File withOptions(ReadOptions other) {
            return new File(id, folder, name, part, other);
        }
    }

    /**
     * A table of a database.
     *
     * @param table name, with its schema where needed: {@code cdm.person}
     */
    record Table(String id, Database database, String table) implements RawSource {

        public static Table of(Database database, String table) {
            return new Table("", database, table);
        }

        @Override
        public String name() {
            return database.name() + ":" + table;
        }
    }
}
