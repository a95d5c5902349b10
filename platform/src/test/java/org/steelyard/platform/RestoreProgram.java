package org.steelyard.platform;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import javax.sql.DataSource;
import org.steelyard.platform.account.Accounts;
import org.steelyard.platform.backup.Archive;
import org.steelyard.platform.backup.Backup;
import org.steelyard.platform.backup.BackupProgram;
import org.steelyard.platform.ledger.LedgerStore;

/**
 * T8 with a clock: {@code RestoreProgram EVALUATIONS [EMBEDDED|POSTGRESQL]} fills a platform through its own interface, backs it up,
 * restores the archive into an empty folder or database of either kind, starts the platform there, and compares the ledger's root
 * and the rows of every table. Every tenth evaluation is led to the repository, with the results of a real run and its documents;
 * the others stop at the submitted protocol.
 */
final class RestoreProgram {

    private static final Path RESULTS = Path.of("../platform/src/main/resources/demo/rotterdam-results.json");
    private static final int WHOLE = 10;

    private RestoreProgram() {}

    public static void main(String[] args) throws IOException {
        int evaluations = Integer.parseInt(args[0]);
        Database database = args.length > 1 ? Database.valueOf(args[1].toUpperCase(Locale.ROOT)) : Database.EMBEDDED;
        Path folder = Files.createTempDirectory("steelyard-restore");
        Path file = folder.resolve("backup.zip");
        String root;
        Archive archive;
        World world = new World(database, folder.resolve("old"));
        try (Server server = world.server) {
            fill(world, evaluations);
            server.bean(LedgerStore.class).checkpoint();
            root = server.bean(LedgerStore.class).root();
            long began = System.nanoTime();
            archive = Backup.write(server.bean(DataSource.class), file, Instant.now());
            System.out.printf(
                    "%s: %d evaluations, %d ledger entries, %d rows; backup %.1f s, %d bytes%n",
                    database, evaluations, archive.ledgerSize(), rows(archive), seconds(began), Files.size(file));
        }
        for (Database other : Database.values()) {
            restored(other, folder, archive, root);
        }
        System.exit(0);
    }

    private static void restored(Database other, Path folder, Archive archive, String root) {
        List<String> settings = other.settings(folder.resolve("new-" + other));
        long began = System.nanoTime();
        BackupProgram.restore(
                Settings.read(settings.toArray(String[]::new), Map.of()).target(),
                folder.resolve("backup.zip"),
                new PrintStream(OutputStream.nullOutputStream()));
        double restore = seconds(began);
        began = System.nanoTime();
        try (Server server = Server.start(settings)) {
            server.client().get("/api/v1/setup");
            double start = seconds(began);
            boolean same = server.bean(LedgerStore.class).root().equals(root);
            Archive again =
                    Backup.write(server.bean(DataSource.class), folder.resolve(other + "-again.zip"), Instant.now());
            long different = archive.tables().entrySet().stream()
                    .filter(t -> t.getValue().rows()
                            != Optional.ofNullable(again.tables().get(t.getKey()))
                                    .map(Archive.Table::rows)
                                    .orElse(-1L))
                    .count();
            System.out.printf(
                    "  into %s: restore %.1f s, start %.1f s, root %s, tables with other numbers of rows: %d%n",
                    other, restore, start, same ? "the same" : "ANOTHER", different);
        }
    }

    private static void fill(World world, int evaluations) {
        world.server
                .bean(Accounts.class)
                .setTrusted(
                        world.organisations.get("hospital"),
                        Optional.of(java.time.LocalDate.of(2026, 1, 16)),
                        Optional.empty());
        Map<String, Object> results = results();
        for (int i = 0; i < evaluations; i++) {
            Walk walk = Walk.begin(world).accepted().implemented("trusted-point");
            if (i % WHOLE == 0) {
                conducted(walk.locked(), results)
                        .reported()
                        .inReview()
                        .reviewed()
                        .graded()
                        .archived();
            } else {
                walk.submitted();
            }
        }
    }

    private static Walk conducted(Walk walk, Map<String, Object> results) {
        walk.implementer("start-conduct", walk.authorisation())
                .implementer("log-extraction", Walk.extraction())
                .implementer(
                        "file-governance-report",
                        Map.of("summary", "数据治理", "document", walk.document("researcher", "governance.docx")));
        return walk.implementer("record-run", Map.of("results", results)).implementer("finish-analysis", Map.of());
    }

    /** Of a real run, with the digest of the protocol that is locked here. */
    private static Map<String, Object> results() {
        try {
            Map<String, Object> all = new HashMap<>();
            Client.JSON
                    .readTree(Files.readString(RESULTS))
                    .properties()
                    .forEach(p -> all.put(p.getKey(), p.getValue()));
            all.put("protocol", Walk.results().get("protocol"));
            return all;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static long rows(Archive archive) {
        return archive.tables().values().stream().mapToLong(Archive.Table::rows).sum();
    }

    private static double seconds(long began) {
        return (System.nanoTime() - began) / 1e9;
    }
}
