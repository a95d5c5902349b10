package org.steelyard.cohort.internal;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.steelyard.cohort.AnalysisTable;
import org.steelyard.cohort.Attrition;
import org.steelyard.cohort.Cohort;
import org.steelyard.cohort.Column;
import org.steelyard.cohort.VariableQuality;
import org.steelyard.data.Input;
import org.steelyard.kernel.Digest;
import org.steelyard.kernel.Text;

/** Cohort to bytes and back. Arrays go through one buffer each; NaN is written in its one canonical form. */
public final class CohortCodec {

    /** Mark and version. */
    public static final int HEAD = 8;

    private static final byte[] MARK = {'S', 'Y', 'A', 'T'};

    private static final int NUMERIC = 0;
    private static final int BINARY = 1;
    private static final int CATEGORY = 2;

    private CohortCodec() {}

    public static boolean hasMark(byte[] bytes) {
        return java.util.Arrays.equals(bytes, 0, MARK.length, MARK, 0, MARK.length);
    }

    public static int version(byte[] bytes) {
        return ByteBuffer.wrap(bytes).getInt(MARK.length);
    }

    public static byte[] encode(int version, Cohort cohort) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            out.write(MARK);
            out.writeInt(version);
            table(out, cohort.table());
            attrition(out, cohort.attrition());
            out.writeInt(cohort.inputs().size());
            for (Input input : cohort.inputs()) {
                input(out, input);
            }
            out.writeInt(cohort.quality().size());
            for (VariableQuality quality : cohort.quality()) {
                quality(out, quality);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    /** The caller has checked mark, version and digest. */
    public static Cohort decode(byte[] bytes, int length) {
        try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes, HEAD, length - HEAD))) {
            AnalysisTable table = table(in);
            Attrition attrition = attrition(in);
            List<Input> inputs = new ArrayList<>();
            for (int n = in.readInt(); n > 0; n--) {
                inputs.add(input(in));
            }
            List<VariableQuality> quality = new ArrayList<>();
            for (int n = in.readInt(); n > 0; n--) {
                quality.add(quality(in));
            }
            return new Cohort(table, attrition, inputs, quality);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void table(DataOutputStream out, AnalysisTable table) throws IOException {
        text(out, table.name());
        long[] rows = table.sourceRows();
        ByteBuffer buffer = ByteBuffer.allocate(Math.multiplyExact(rows.length, Long.BYTES));
        buffer.asLongBuffer().put(rows);
        array(out, rows.length, buffer);
        out.writeInt(table.columns().size());
        for (Column column : table.columns()) {
            column(out, column);
        }
    }

    private static AnalysisTable table(DataInputStream in) throws IOException {
        String name = text(in);
        int n = in.readInt();
        long[] rows = new long[n];
        bytes(in, Math.multiplyExact(n, Long.BYTES)).asLongBuffer().get(rows);
        List<Column> columns = new ArrayList<>();
        for (int c = in.readInt(); c > 0; c--) {
            columns.add(column(in));
        }
        return new AnalysisTable(name, rows, columns);
    }

    private static void column(DataOutputStream out, Column column) throws IOException {
        switch (column) {
            case Column.Numeric c -> {
                out.writeByte(NUMERIC);
                text(out, c.name());
                array(out, c.values().length, numbers(c.values()));
            }
            case Column.Binary c -> {
                out.writeByte(BINARY);
                text(out, c.name());
                array(out, c.values().length, ByteBuffer.wrap(c.values()));
            }
            case Column.Category c -> {
                out.writeByte(CATEGORY);
                text(out, c.name());
                out.writeInt(c.levels().size());
                for (String level : c.levels()) {
                    text(out, level);
                }
                ByteBuffer buffer = ByteBuffer.allocate(Math.multiplyExact(c.codes().length, Integer.BYTES));
                buffer.asIntBuffer().put(c.codes());
                array(out, c.codes().length, buffer);
            }
        }
    }

    private static ByteBuffer numbers(double[] values) {
        ByteBuffer buffer = ByteBuffer.allocate(Math.multiplyExact(values.length, Double.BYTES));
        for (double value : values) {
            buffer.putLong(Double.doubleToLongBits(value));
        }
        return buffer;
    }

    private static Column column(DataInputStream in) throws IOException {
        int kind = in.readByte();
        String name = text(in);
        return switch (kind) {
            case NUMERIC -> {
                double[] values = new double[in.readInt()];
                bytes(in, values.length * Double.BYTES).asDoubleBuffer().get(values);
                yield new Column.Numeric(name, values);
            }
            case BINARY -> {
                byte[] values = new byte[in.readInt()];
                in.readFully(values);
                yield new Column.Binary(name, values);
            }
            case CATEGORY -> {
                List<String> levels = new ArrayList<>();
                for (int n = in.readInt(); n > 0; n--) {
                    levels.add(text(in));
                }
                int[] codes = new int[in.readInt()];
                bytes(in, codes.length * Integer.BYTES).asIntBuffer().get(codes);
                yield new Column.Category(name, levels, codes);
            }
            default -> throw new IOException("unknown kind of column");
        };
    }

    private static void attrition(DataOutputStream out, Attrition attrition) throws IOException {
        text(out, attrition.table());
        out.writeInt(attrition.start());
        out.writeInt(attrition.treated());
        out.writeInt(attrition.control());
        out.writeInt(attrition.steps().size());
        for (Attrition.Step step : attrition.steps()) {
            text(out, step.criterion());
            text(out, step.label().zh());
            text(out, step.label().en());
            out.writeBoolean(step.inclusion());
            out.writeInt(step.removed());
            out.writeInt(step.undecided());
            out.writeInt(step.remaining());
        }
    }

    private static Attrition attrition(DataInputStream in) throws IOException {
        String table = text(in);
        int start = in.readInt();
        int treated = in.readInt();
        int control = in.readInt();
        List<Attrition.Step> steps = new ArrayList<>();
        for (int n = in.readInt(); n > 0; n--) {
            String id = text(in);
            Text label = Text.of(text(in), text(in));
            steps.add(new Attrition.Step(id, label, in.readBoolean(), in.readInt(), in.readInt(), in.readInt()));
        }
        return new Attrition(table, start, steps, treated, control);
    }

    private static void input(DataOutputStream out, Input input) throws IOException {
        text(out, input.source());
        text(out, input.name());
        text(out, input.format());
        out.writeLong(input.rows());
        text(out, input.sha256().hex());
        out.writeLong(input.bytes());
        optional(out, input.encoding());
        optional(out, input.delimiter());
        optional(out, input.sheet());
    }

    private static Input input(DataInputStream in) throws IOException {
        return new Input(
                text(in),
                text(in),
                text(in),
                in.readLong(),
                new Digest(text(in)),
                in.readLong(),
                optional(in),
                optional(in),
                optional(in));
    }

    private static void quality(DataOutputStream out, VariableQuality q) throws IOException {
        text(out, q.variable());
        optional(out, q.column());
        out.writeInt(q.sourceRows());
        out.writeInt(q.sourceMissing());
        out.writeInt(q.cohortRows());
        out.writeInt(q.cohortMissing());
    }

    private static VariableQuality quality(DataInputStream in) throws IOException {
        return new VariableQuality(text(in), optional(in), in.readInt(), in.readInt(), in.readInt(), in.readInt());
    }

    private static void array(DataOutputStream out, int length, ByteBuffer bytes) throws IOException {
        out.writeInt(length);
        out.write(bytes.array());
    }

    private static ByteBuffer bytes(DataInputStream in, int length) throws IOException {
        byte[] bytes = new byte[length];
        in.readFully(bytes);
        return ByteBuffer.wrap(bytes);
    }

    private static void text(DataOutputStream out, String text) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        out.writeInt(bytes.length);
        out.write(bytes);
    }

    private static String text(DataInputStream in) throws IOException {
        byte[] bytes = new byte[in.readInt()];
        in.readFully(bytes);
        return new String(bytes, StandardCharsets.UTF_8);
    }

    private static void optional(DataOutputStream out, Optional<String> text) throws IOException {
        out.writeBoolean(text.isPresent());
        text(out, text.orElse(""));
    }

    private static Optional<String> optional(DataInputStream in) throws IOException {
        boolean present = in.readBoolean();
        String text = text(in);
        return present ? Optional.of(text) : Optional.empty();
    }
}
