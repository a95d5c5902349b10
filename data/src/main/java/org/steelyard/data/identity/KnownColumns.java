package org.steelyard.data.identity;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Columns whose names alone tell that they hold identities. The list is data: {@code identity-columns.csv}.
 *
 * <p>Names of the insurance platform's tables have a treatment, which is applied unless another is declared. Names of general
 * use (姓名, phone) only raise suspicion: what they hold must be declared.
 */
public final class KnownColumns {

    private static final String LIST = "identity-columns.csv";
    private static final Map<String, Entry> ENTRIES = read();

    private KnownColumns() {}

    /** What a column's name gives away. */
    public enum Suspicion {
        CERTIFICATE,
        TELEPHONE,
        NAME,
        ADDRESS,
        FREE_TEXT
    }

    private record Entry(Optional<Treatment> treatment, Optional<Suspicion> suspicion) {}

    /** The treatment that goes with the name; empty when the name says nothing. */
    public static Optional<Treatment> treatment(String column) {
        return Optional.ofNullable(ENTRIES.get(key(column))).flatMap(Entry::treatment);
    }

    public static Optional<Suspicion> suspicion(String column) {
        return Optional.ofNullable(ENTRIES.get(key(column))).flatMap(Entry::suspicion);
    }

    /** Treatments of those columns that have one by name. */
    public static Map<String, Treatment> treatments(Collection<String> columns) {
        Map<String, Treatment> out = new LinkedHashMap<>();
        columns.forEach(c -> treatment(c).ifPresent(t -> out.put(c, t)));
        return out;
    }

    private static String key(String column) {
        return column.strip().toLowerCase(Locale.ROOT).replaceAll("[\\s_\\-.（）()]+", "");
    }

    private static Map<String, Entry> read() {
        Map<String, Entry> out = new LinkedHashMap<>();
        try (InputStream in = KnownColumns.class.getResourceAsStream(LIST)) {
            if (in == null) {
                throw new IllegalStateException("missing resource " + LIST);
            }
            BufferedReader lines = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8));
            lines.readLine();
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (!line.isBlank() && !line.startsWith("#")) {
                    String[] cells = line.split(",", -1);
                    out.put(key(cells[0]), entry(cells));
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return Map.copyOf(out);
    }

    private static Entry entry(String[] cells) {
        return switch (cells[1]) {
            case "drop" -> new Entry(Optional.of(Treatment.DROP), Optional.empty());
            case "key" -> new Entry(Optional.of(key(cells[2], cells[3])), Optional.empty());
            default -> new Entry(Optional.empty(), Optional.of(Suspicion.valueOf(cells[1].toUpperCase(Locale.ROOT))));
        };
    }

    private static Treatment key(String kind, String scope) {
        Treatment key = Treatment.personKey(kind);
        return scope.isEmpty() ? key : key.within(scope);
    }
}
