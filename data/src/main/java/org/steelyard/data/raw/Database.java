package org.steelyard.data.raw;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** A database to read from, to which nothing is written; or one that {@link DatabaseWriter} is asked to fill. */
public sealed interface Database {

    /** As messages and reports call it; holds no address and no password. */
    String name();

    /** Schemas whose tables count; all of them where it is empty. */
    List<String> schemas();

    /** A file of DuckDB. */
    record DuckDbFile(String name, Path file, List<String> schemas) implements Database {

        public DuckDbFile {
            schemas = List.copyOf(schemas);
        }

        public DuckDbFile(String name, Path file) {
            this(name, file, List.of());
        }
    }

    /**
     * Any database with a JDBC driver.
     *
     * @param driver the driver's jar, or a folder of jars; absent when the driver is on the class path
     */
    record Jdbc(String name, String url, Optional<Login> login, Optional<Path> driver, List<String> schemas)
            implements Database {

        public Jdbc {
            schemas = List.copyOf(schemas);
        }

        public Jdbc(String name, String url, Optional<Login> login, Optional<Path> driver) {
            this(name, url, login, driver, List.of());
        }

        @Override
        public String toString() {
            return "Jdbc[" + name + "]";
        }
    }

    /** Who reads. Printing it shows neither. */
    record Login(String user, String password) {
        @Override
        public String toString() {
            return "Login";
        }
    }
}
