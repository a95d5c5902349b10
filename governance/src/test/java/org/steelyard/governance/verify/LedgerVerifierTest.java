package org.steelyard.governance.verify;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.steelyard.governance.ledger.Checkpoint;
import org.steelyard.governance.ledger.Event;
import org.steelyard.governance.ledger.Ledger;

/** T6: tampering of ten kinds is found, a thousand of each. */
class LedgerVerifierTest {

    private static final int TRIALS = 1_000;
    private static final long SEED = Long.getLong("seed", 20_261_122);
    private static final KeyPair KEY = newKey();
    private static final KeyPair OTHER_KEY = newKey();
    private static final Map<Integer, Export> HONEST = new HashMap<>();
    private static final Instant START = Instant.parse("2026-01-05T01:00:00Z");

    /**
     * @param lines entries
     * @param own checkpoints in the exported folder
     * @param outside checkpoints that somebody else kept
     */
    private record Export(List<String> lines, List<String> own, List<String> outside) {}

    private enum Tampering {
        EDIT,
        DELETE,
        INSERT,
        REORDER,
        DUPLICATE,
        TAIL_CUT,
        RE_CHAIN,
        OLD_CHECKPOINT,
        SPLIT_VIEW,
        SWAPPED_LOG
    }

    @Test
    void anUntouchedLedgerHolds() {
        SplittableRandom random = new SplittableRandom(SEED);
        for (int trial = 0; trial < 50; trial++) {
            assertThat(verify(honest(random)).faults()).isEmpty();
        }
    }

    @ParameterizedTest
    @EnumSource(Tampering.class)
    void everyTamperingIsFound(Tampering kind) {
        System.out.println("seed " + SEED);
        SplittableRandom random = new SplittableRandom(SEED + kind.ordinal());
        for (int trial = 0; trial < TRIALS; trial++) {
            Export honest = honest(random);
            int at = random.nextInt(honest.lines().size());
            Export tampered = tamper(kind, honest, at, random);
            LedgerVerifier.Result result = verify(tampered);
            assertThat(result.holds()).as("%s at %d, trial %d", kind, at, trial).isFalse();
            if (kind == Tampering.EDIT && at < honest.lines().size() - 1) {
                assertThat(result.faults().getFirst().index())
                        .as("first bad entry")
                        .isEqualTo(at);
            }
            if (kind == Tampering.DELETE || kind == Tampering.TAIL_CUT) {
                assertThat(result.faults().getFirst().index()).isEqualTo(at);
            }
        }
    }

    private static Export tamper(Tampering kind, Export honest, int at, SplittableRandom random) {
        List<String> lines = new ArrayList<>(honest.lines());
        List<String> own = honest.own();
        switch (kind) {
            case EDIT -> lines.set(at, edit(lines.get(at), random));
            case DELETE -> lines.remove(at);
            case INSERT -> lines.add(at, lines.get(random.nextInt(lines.size())).replace("official", "somebody"));
            case REORDER -> Collections.swap(lines, at, (at + 1 + random.nextInt(lines.size() - 1)) % lines.size());
            case DUPLICATE -> lines.add(at, lines.get(at));
            case TAIL_CUT -> {
                lines.subList(at, lines.size()).clear();
                own = own.stream()
                        .filter(c -> Long.parseLong(c.substring(0, c.indexOf(' '))) <= at)
                        .toList();
            }
            case RE_CHAIN -> {
                Export again = build(honest.lines().size(), at, "somebody", KEY);
                return new Export(again.lines(), again.own(), honest.outside());
            }
            case OLD_CHECKPOINT -> {
                Export again = build(honest.lines().size(), at, "somebody", KEY);
                return new Export(again.lines(), honest.own(), List.of());
            }
            case SPLIT_VIEW -> {
                Export shown = build(honest.lines().size() + 1, at, "somebody", KEY);
                return new Export(shown.lines(), shown.own(), honest.outside());
            }
            case SWAPPED_LOG -> {
                return build(honest.lines().size(), 0, "somebody", OTHER_KEY);
            }
        }
        return new Export(lines, own, honest.outside());
    }

    /** One character of the line becomes another. */
    private static String edit(String line, SplittableRandom random) {
        int position = random.nextInt(line.length());
        char old = line.charAt(position);
        char other = old == 'x' ? 'y' : 'x';
        return line.substring(0, position) + other + line.substring(position + 1);
    }

    private static Export honest(SplittableRandom random) {
        return HONEST.computeIfAbsent(4 + random.nextInt(30), size -> build(size, size, "", KEY));
    }

    /** @param from the entry from which on the actor is another */
    private static Export build(int size, int from, String other, KeyPair key) {
        List<String> lines = new ArrayList<>();
        List<String> checkpoints = new ArrayList<>();
        Ledger head = Ledger.EMPTY;
        for (int i = 0; i < size; i++) {
            Event event = new Event(
                    START.plusSeconds(i),
                    i >= from ? other : "official-" + i % 3,
                    "LOCAL_AUTHORITY",
                    "accept-application",
                    "evaluation/" + i,
                    Event.Outcome.DONE,
                    Map.of("理由", "第 " + i + " 项 \"齐全\"\n𠮷", "digest", "ab".repeat(i)));
            Ledger.Appended appended = head.append(event);
            lines.add(appended.entry().line());
            head = appended.head();
            if (i == size / 2 || i == size - 1) {
                checkpoints.add(Checkpoint.sign("test platform", head.tree(), START.plusSeconds(i), key.getPrivate())
                        .line());
            }
        }
        return new Export(lines, checkpoints, List.of(checkpoints.getLast()));
    }

    private static LedgerVerifier.Result verify(Export export) {
        String text = export.lines().stream().map(l -> l + "\n").collect(Collectors.joining());
        try {
            return LedgerVerifier.verify(new StringReader(text), export.own(), export.outside(), KEY.getPublic());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void aLastLineWithoutItsEndIsFound() throws IOException {
        Export export = build(5, 5, "", KEY);
        String text = String.join("\n", export.lines());
        assertThat(LedgerVerifier.verify(new StringReader(text), export.own(), List.of(), KEY.getPublic())
                        .holds())
                .isFalse();
    }

    @Test
    void theProgramReadsFilesAndAnswersByExitCode(@TempDir Path folder) throws IOException {
        Export export = build(9, 9, "", KEY);
        Path entries = Files.writeString(folder.resolve("entries.jsonl"), String.join("\n", export.lines()) + "\n");
        Path checkpoints = Files.write(folder.resolve("checkpoints.txt"), export.own());
        Path key = Files.writeString(
                folder.resolve("key.pem"),
                "-----BEGIN PUBLIC KEY-----\n"
                        + Base64.getMimeEncoder().encodeToString(KEY.getPublic().getEncoded())
                        + "\n-----END PUBLIC KEY-----\n");
        String[] arguments =
                Stream.of(entries, checkpoints, key).map(Path::toString).toArray(String[]::new);
        ByteArrayOutputStream said = new ByteArrayOutputStream();
        PrintStream out = new PrintStream(said, true, StandardCharsets.UTF_8);
        assertThat(LedgerVerifier.run(arguments, out)).isZero();
        Files.writeString(entries, Files.readString(entries).replaceFirst("official-1", "official-2"));
        assertThat(LedgerVerifier.run(arguments, out)).isEqualTo(1);
        assertThat(said.toString(StandardCharsets.UTF_8)).contains("✗ [1]");
        arguments[0] = folder.resolve("absent").toString();
        assertThat(LedgerVerifier.run(arguments, out)).isEqualTo(2);
        assertThat(LedgerVerifier.run(new String[0], out)).isEqualTo(2);
    }

    @Test
    void theVerifierStandsAlone() throws IOException {
        Path file = Path.of("src/main/java/org/steelyard/governance/verify/LedgerVerifier.java");
        List<String> lines = Files.readAllLines(file);
        assertThat(lines).hasSizeLessThanOrEqualTo(600);
        assertThat(lines.stream().filter(l -> l.startsWith("import "))).allMatch(l -> l.startsWith("import java."));
        assertThat(String.join("\n", lines).replace("package org.steelyard.governance.verify;", ""))
                .doesNotContain("org.steelyard");
    }

    private static KeyPair newKey() {
        try {
            return KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
