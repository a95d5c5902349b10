package org.steelyard.kernel.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

/**
 * A PostgreSQL of the tests' own: a cluster in a temporary folder, on a free port of the loopback, gone when the tests end.
 * PostgreSQL does not run as root; then its programs are started as the user {@code postgres}.
 */
public final class LivePostgres implements AutoCloseable {

    public static final String USER = "reader";

    private static final Path HOME = Path.of("/usr/lib/postgresql");
    private static final Path RUNUSER = Path.of("/usr/sbin/runuser");
    private static final long PATIENCE_SECONDS = 60;

    private final Path bin;
    private final Path folder;
    private final int port;
    private final AtomicInteger databases = new AtomicInteger();

    private LivePostgres(Path bin, Path folder, int port) {
        this.bin = bin;
        this.folder = folder;
        this.port = port;
    }

    /** Why there can be none on this machine, or empty. */
    public static Optional<String> missing() {
        if (bin().isEmpty()) {
            return Optional.of("no PostgreSQL on this machine");
        }
        return isRoot() && !Files.exists(RUNUSER) ? Optional.of("PostgreSQL does not run as root") : Optional.empty();
    }

    public static LivePostgres start() {
        Path bin = bin().orElseThrow();
        try {
            Path folder = Files.createTempDirectory("steelyard-pg");
            if (isRoot()) {
                run(List.of("chown", "postgres", folder.toString()));
            }
            LivePostgres server = new LivePostgres(bin, folder, freePort());
            server.program("initdb", "-D", folder + "/db", "-A", "trust", "-U", USER, "-E", "UTF8", "--no-sync");
            server.begin();
            return server;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static final class Shared {
        private static final LivePostgres SERVER = begun();

        private static LivePostgres begun() {
            LivePostgres server = start();
            Runtime.getRuntime().addShutdownHook(new Thread(server::close));
            return server;
        }
    }

    /** One for all tests of a program run; each takes a database of its own from it. */
    public static LivePostgres shared() {
        return Shared.SERVER;
    }

    private void begin() {
        program(
                "pg_ctl",
                "-D",
                folder + "/db",
                "-w",
                "-l",
                folder + "/log",
                "-o",
                "-p " + port + " -k " + folder + " -c listen_addresses=127.0.0.1",
                "start");
    }

    /** Address of the database that every cluster has. */
    public String url() {
        return url("postgres");
    }

    /** Address of a new, empty database. */
    public String newDatabase() {
        String name = "t" + databases.incrementAndGet();
        program("createdb", "-h", "127.0.0.1", "-p", Integer.toString(port), "-U", USER, name);
        return url(name);
    }

    private String url(String database) {
        return "jdbc:postgresql://127.0.0.1:" + port + "/" + database;
    }

    /** Ends every server process at once, as when the power fails, and starts again. */
    public void crash() {
        program("pg_ctl", "-D", folder + "/db", "-m", "immediate", "stop");
        begin();
    }

    @Override
    public void close() {
        try {
            program("pg_ctl", "-D", folder + "/db", "-m", "immediate", "stop");
        } finally {
            run(List.of("rm", "-rf", folder.toString()));
        }
    }

    private void program(String name, String... arguments) {
        List<String> command = new ArrayList<>(isRoot() ? List.of("runuser", "-u", "postgres", "--") : List.of());
        command.add(bin.resolve(name).toString());
        command.addAll(List.of(arguments));
        run(command);
    }

    private static boolean isRoot() {
        return "root".equals(System.getProperty("user.name"));
    }

    private static Optional<Path> bin() {
        if (!Files.isDirectory(HOME)) {
            return Optional.empty();
        }
        try (Stream<Path> versions = Files.list(HOME)) {
            return versions.map(v -> v.resolve("bin"))
                    .filter(b -> Files.exists(b.resolve("initdb")))
                    .sorted()
                    .reduce((a, b) -> b);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void run(List<String> command) {
        try {
            Process process = new ProcessBuilder(command)
                    .directory(new java.io.File("/"))
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS) || process.exitValue() != 0) {
                throw new IllegalStateException("failed: " + String.join(" ", command));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }
}
