package org.steelyard.data.raw.internal;

import java.io.IOException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.steelyard.data.DataError;
import org.steelyard.data.Input;
import org.steelyard.data.identity.KnownColumns;
import org.steelyard.data.identity.Pseudonyms;
import org.steelyard.data.identity.Treatment;
import org.steelyard.data.internal.ColumnTypes;
import org.steelyard.data.internal.Delimiters;
import org.steelyard.data.internal.Files;
import org.steelyard.data.internal.Messages;
import org.steelyard.data.internal.ParquetMoments;
import org.steelyard.data.raw.IntakeSettings;
import org.steelyard.data.raw.Note;
import org.steelyard.data.raw.RawColumn;
import org.steelyard.data.raw.RawError;
import org.steelyard.data.raw.RawSource;
import org.steelyard.data.raw.RawTable;
import org.steelyard.data.raw.internal.RawEngine.EngineException;
import org.steelyard.kernel.Digest;
import org.steelyard.kernel.Place;
import org.steelyard.kernel.Problems;
import org.steelyard.kernel.SteelyardException;
import org.steelyard.kernel.Text;

/**
 * Reads one table in two passes. The first looks: at the form of every row, and at every value for identities that nobody
 * declared. Only when it finds no fault does the second store anything.
 */
public final class Intake {

    /** Rows up to this many bytes go through the engine's own reader of text. */
    private static final int ORDINARY_ROW = 1 << 20;

    private final Map<String, Treatment> declared;
    private final Pseudonyms pseudonyms;
    private final Path file;
    private final IntakeSettings settings;

    private Intake(Map<String, Treatment> declared, Pseudonyms pseudonyms, Path file, IntakeSettings settings) {
        this.declared = declared;
        this.pseudonyms = pseudonyms;
        this.file = file;
        this.settings = settings;
    }

    public static RawTable run(
            RawSource source,
            Map<String, Treatment> declared,
            Pseudonyms pseudonyms,
            Path target,
            IntakeSettings settings) {
        Intake intake = new Intake(declared, pseudonyms, target, settings);
        try (Opened opened = Opening.open(source, settings.limits())) {
            return switch (opened) {
                case Opened.InJava java -> intake.java(java);
                case Opened.InEngine engine -> intake.engine(engine);
            };
        }
    }

    /** What the first pass saw. */
    private record Seen(List<ColumnPlan> plans, long rows, List<Note> notes, boolean plain) {}

    private RawTable java(Opened.InJava source) {
        Stamp stamp = Stamp.of(source.named());
        Reporter reporter = new Reporter(source.table(), settings.progress());
        Seen seen = look(source, reporter);
        Digest before = source.named().file().map(Intake::digest).orElse(Digest.of(""));
        Digester digester = new Digester(pseudonyms, source.name());
        try (Target target = new Target(file)) {
            reporter.tell(0, 0.5);
            Stored stored = bulk(source, seen, digester, target, reporter)
                    .or(() -> fed(source, seen, digester, target, reporter))
                    .orElseThrow();
            stamp.refuseChange(source.name());
            target.commit();
            reporter.tell(seen.rows(), 1);
            Input input = input(source, seen.rows(), stored.content().orElse(new ContentFacts(before, stamp.bytes())));
            return table(source.table(), seen, input, stored.masked());
        }
    }

    /** @param content digest of what a database gave */
    private record Stored(long masked, Optional<ContentFacts> content) {}

    private record ContentFacts(Digest sha256, long bytes) {}

    private Seen look(Opened.InJava source, Reporter reporter) {
        try (RowCursor cursor = source.cursors().open()) {
            List<ColumnPlan> plans = ColumnPlan.of(cursor.columns(), declared, source.name());
            List<ColumnPlan> stored =
                    plans.stream().filter(p -> p.isStored() && !p.isKey()).toList();
            List<ColumnScan> scans = stored.stream().map(ColumnScan::new).toList();
            List<ColumnPlan> keys = plans.stream().filter(ColumnPlan::isKey).toList();
            List<LostDigits> rounded = keys.stream().map(LostDigits::new).toList();
            long rows = 0;
            while (cursor.next()) {
                rows++;
                for (int i = 0; i < scans.size(); i++) {
                    int c = stored.get(i).index();
                    scans.get(i).accept(cursor.bytes(), cursor.from(c), cursor.to(c), cursor.row());
                }
                for (int i = 0; i < rounded.size(); i++) {
                    int c = keys.get(i).index();
                    rounded.get(i).accept(cursor.bytes(), cursor.from(c), cursor.to(c), cursor.row());
                }
                if ((rows & 0xffff) == 0) {
                    reporter.at(rows, source.fraction().getAsDouble() / 2);
                }
            }
            refuse(cursor, scans, rows, source.name());
            Problems problems = new Problems();
            rounded.forEach(r -> r.report(source.name(), problems));
            problems.throwIfAny();
            boolean plain = cursor instanceof DelimitedRows text && text.isPlain(ORDINARY_ROW);
            List<Note> notes = notes(plans, stored, scans, cursor);
            return new Seen(plans, rows, notes, plain);
        }
    }

    private static void refuse(RowCursor cursor, List<ColumnScan> scans, long rows, String name) {
        Problems problems = new Problems();
        cursor.findings()
                .rows()
                .forEach((error, where) -> problems.add(
                        error,
                        Place.of(name, where.firstRow(), ""),
                        Messages.structure(error, where),
                        Messages.structureRemedy(error)));
        if (rows == 0 && problems.isEmpty()) {
            problems.add(DataError.NO_ROWS, Place.file(name), Messages.noRows(), Messages.noRowsRemedy());
        }
        scans.forEach(s -> s.report(name, problems));
        problems.throwIfAny();
    }

    private static List<Note> notes(
            List<ColumnPlan> plans, List<ColumnPlan> stored, List<ColumnScan> scans, RowCursor cursor) {
        List<Note> notes = new ArrayList<>(treatmentNotes(plans));
        for (int i = 0; i < scans.size(); i++) {
            formulaNote(stored.get(i), scans.get(i).formulas()).ifPresent(notes::add);
        }
        if (cursor.trailing() > 0) {
            notes.add(new Note(
                    Note.Kind.TRAILING_ROWS,
                    "",
                    cursor.trailing(),
                    Text.of("文件末尾的空行未计入", "empty rows at the end of the file were left out")));
        }
        notes.addAll(Opened.notes(cursor));
        return notes;
    }

    private static Optional<Note> formulaNote(ColumnPlan plan, long formulas) {
        return formulas == 0
                ? Optional.empty()
                : Optional.of(new Note(
                        Note.Kind.FORMULA,
                        plan.column().name(),
                        formulas,
                        Text.of(
                                "单元格以 =、+、-、@ 等开头；按文本保存，从不执行，导出到电子表格时须加引号前缀",
                                "cells begin with =, +, -, @ or the like; kept as text, never executed, to be neutralised when"
                                        + " exported to a spreadsheet")));
    }

    private static List<Note> treatmentNotes(List<ColumnPlan> plans) {
        List<Note> notes = new ArrayList<>();
        for (ColumnPlan plan : plans) {
            plan.treatment().flatMap(t -> treatmentNote(plan, t)).ifPresent(notes::add);
            if (plan.isLeftOut()) {
                notes.add(leftOut(plan.column()));
            }
            if (plan.isStored() && plan.stored().duckdbType().equals(ParquetMoments.ZONED)) {
                notes.add(new Note(
                        Note.Kind.INSTANTS,
                        plan.column().name(),
                        0,
                        Text.of(
                                "列 " + plan.column().name() + " 存的是 UTC 瞬时，日期按来源的时区（zone）取",
                                "column " + plan.column().name()
                                        + " holds instants of UTC; their days are those of the source's zone")));
            }
        }
        return notes;
    }

    private static Note leftOut(RawColumn column) {
        String type = ColumnTypes.shown(column.duckdbType());
        return new Note(
                Note.Kind.LEFT_OUT,
                column.name(),
                0,
                Text.of(
                        "列 " + column.name() + " 的类型 " + type + " 不能读取，也无人用到：未保存",
                        "column " + column.name() + " has a type that cannot be read (" + type
                                + ") and is not needed: not stored"));
    }

    private static Optional<Note> treatmentNote(ColumnPlan plan, Treatment treatment) {
        String column = plan.column().name();
        return switch (treatment.action()) {
            case PERSON_KEY ->
                Optional.of(new Note(
                        Note.Kind.DIGESTED,
                        column,
                        0,
                        Text.of("标识已换成带密钥的摘要", "identifiers were replaced by keyed digests")));
            case DROP ->
                Optional.of(new Note(
                        Note.Kind.DROPPED,
                        column,
                        0,
                        plan.declared()
                                ? Text.of("按声明未保存", "not stored, as declared")
                                : Text.of("列名表明含身份信息，未保存", "not stored: its name tells that it holds identities")));
            case KEEP -> {
                boolean known = KnownColumns.treatment(column).isPresent()
                        || KnownColumns.suspicion(column).isPresent();
                yield known
                        ? Optional.of(new Note(
                                Note.Kind.KEPT,
                                column,
                                0,
                                Text.of("含身份信息的列按声明的用途保留", "a column with identities was kept for a declared use")))
                        : Optional.empty();
            }
            case MASK -> Optional.empty();
        };
    }

    /** Through the engine's own reader of text, when the first pass saw that nothing in the file can be read in two ways. */
    private Optional<Stored> bulk(
            Opened.InJava source, Seen seen, Digester digester, Target target, Reporter reporter) {
        Optional<TextFacts> text = source.text()
                .filter(t -> seen.plain() && t.isUtf8() && !t.content().isMember());
        if (text.isEmpty()) {
            return Optional.empty();
        }
        List<Path> allowed = List.of(text.get().content().file(), target.part());
        try (RawEngine engine = RawEngine.open(settings, allowed, List.of())) {
            KeyFunctions keys = new KeyFunctions(engine, digester);
            try {
                String from = BulkText.from(text.get(), seen.plans());
                engine.copy(select(keys, seen.plans(), BulkText.ROW) + from, target.part(), reporter, seen.rows());
                return ParquetFiles.rows(engine, target.part()) == seen.rows()
                        ? Optional.of(new Stored(keys.masked(), Optional.empty()))
                        : Optional.empty();
            } catch (SQLException | EngineException e) {
                rethrow(keys.failure());
                // The strict reader will store it, or say what is wrong.
                return Optional.empty();
            } finally {
                keys.release();
            }
        }
    }

    private static void rethrow(@Nullable RuntimeException failure) {
        if (failure != null) {
            throw failure;
        }
    }

    private static String select(KeyFunctions keys, List<ColumnPlan> plans, String row) throws SQLException {
        StringBuilder sql = new StringBuilder("SELECT ");
        for (ColumnPlan plan : plans) {
            if (plan.isStored()) {
                sql.append(keys.expression(plan, plans))
                        .append(" AS ")
                        .append(RawEngine.quote(plan.column().name()))
                        .append(", ");
            }
        }
        return sql.append("CAST(")
                .append(row)
                .append(" AS BIGINT) AS ")
                .append(RawEngine.sourceRow())
                .append(" FROM ")
                .toString();
    }

    private Optional<Stored> fed(Opened.InJava source, Seen seen, Digester digester, Target target, Reporter reporter) {
        try (RowCursor cursor = source.cursors().open();
                RawEngine engine = RawEngine.open(settings, List.of(target.part()), List.of())) {
            Feed feed = new Feed(cursor, seen.plans(), digester, reporter, source.fraction());
            try {
                engine.copy(feed.register(engine.connection()), target.part(), reporter, 0);
                rethrow(feed.failure());
                long stored = ParquetFiles.rows(engine, target.part());
                if (stored != seen.rows()) {
                    throw changed(source.name());
                }
            } catch (SQLException | EngineException e) {
                rethrow(feed.failure());
                throw failure(e, source.name(), target);
            } finally {
                feed.release();
            }
            Optional<ContentFacts> content = cursor instanceof JdbcRows rows
                    ? Optional.of(new ContentFacts(rows.digest(), rows.byteCount()))
                    : Optional.empty();
            return Optional.of(new Stored(feed.masked(), content));
        }
    }

    private static SteelyardException failure(Exception e, String name, Target target) {
        boolean memory = e instanceof EngineException x && x.isMemory();
        boolean writing = e instanceof EngineException x && x.isWriting();
        return memory || writing ? target.notWritten() : Files.damaged(name);
    }

    private RawTable engine(Opened.InEngine source) {
        Stamp stamp = Stamp.of(source.named());
        Reporter reporter = new Reporter(source.table(), settings.progress());
        Digest sha256 = digest(source.file());
        Digester digester = new Digester(pseudonyms, source.name());
        try (Target target = new Target(file);
                RawEngine engine = openOn(source, target)) {
            Relations relation = relation(engine, source);
            Headers.check(
                    relation.columns().stream().map(RawColumn::name).toList(),
                    Place.file(source.name()),
                    settings.limits());
            Seen seen = look(engine, relation, source.name());
            reporter.tell(0, 0.5);
            long masked = copy(engine, relation, seen, new Copying(source.name(), digester, target, reporter));
            stamp.refuseChange(source.name());
            target.commit();
            reporter.tell(seen.rows(), 1);
            Opened.Named n = source.named();
            Input input = new Input(
                    n.source(),
                    n.name(),
                    n.format(),
                    seen.rows(),
                    sha256,
                    stamp.bytes(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty());
            return table(source.table(), seen, input, masked);
        } catch (EngineException e) {
            throw Files.damaged(source.name());
        }
    }

    private RawEngine openOn(Opened.InEngine source, Target target) {
        List<String> before = source.inDatabase().isPresent() ? List.of(DuckDbFiles.attach(source.file())) : List.of();
        return RawEngine.open(settings, List.of(source.file(), target.part()), before);
    }

    private static Relations relation(RawEngine engine, Opened.InEngine source) {
        return source.inDatabase()
                .map(t -> DuckDbFiles.relation(engine, t, source.name()))
                .orElseGet(() -> ParquetFiles.relation(engine, source.file(), source.name()));
    }

    private Seen look(RawEngine engine, Relations relation, String name) {
        List<ColumnPlan> plans = ColumnPlan.of(relation.columns(), declared, name);
        long rows = relation.count(engine);
        Problems problems = new Problems();
        if (rows == 0) {
            problems.add(DataError.NO_ROWS, Place.file(name), Messages.noRows(), Messages.noRowsRemedy());
        }
        List<Note> notes = new ArrayList<>(treatmentNotes(plans));
        for (Relations.ScannedColumn scanned : relation.scan(engine, plans)) {
            if (scanned.plan().isScanned()) {
                ColumnScan.report(
                        scanned.plan().column().name(), scanned.scanner().finding(), name, problems);
            }
            formulaNote(scanned.plan(), scanned.formulas()).ifPresent(notes::add);
        }
        problems.throwIfAny();
        return new Seen(plans, rows, notes, false);
    }

    private record Copying(String name, Digester digester, Target target, Reporter reporter) {}

    private static long copy(RawEngine engine, Relations relation, Seen seen, Copying copying) {
        KeyFunctions keys = new KeyFunctions(engine, copying.digester());
        Path part = copying.target().part();
        try {
            engine.copy(
                    select(keys, seen.plans(), relation.row()) + relation.from(),
                    part,
                    copying.reporter(),
                    seen.rows());
            if (ParquetFiles.rows(engine, part) != seen.rows()) {
                throw Files.damaged(copying.name());
            }
            return keys.masked();
        } catch (SQLException | EngineException e) {
            rethrow(keys.failure());
            throw failure(e, copying.name(), copying.target());
        } finally {
            keys.release();
        }
    }

    private static RawTable withMasked(RawTable table, long masked, List<ColumnPlan> plans) {
        String columns = plans.stream()
                .filter(ColumnPlan::isMasked)
                .map(p -> p.column().name())
                .collect(Collectors.joining(", "));
        if (columns.isEmpty()) {
            return table;
        }
        List<Note> notes = new ArrayList<>(table.notes());
        notes.add(new Note(
                Note.Kind.MASKED,
                columns,
                masked,
                Text.of(
                        "文本中的证件号、电话与住址已遮盖；人名无法识别",
                        "numbers, telephones and addresses in text were blotted out; names cannot be told")));
        return new RawTable(table.name(), table.parquet(), table.columns(), table.rows(), table.input(), notes);
    }

    private RawTable table(String name, Seen seen, Input input, long masked) {
        List<RawColumn> columns = seen.plans().stream()
                .filter(ColumnPlan::isStored)
                .map(ColumnPlan::stored)
                .map(c -> c.duckdbType().startsWith("ENUM") ? new RawColumn(c.name(), "VARCHAR") : c)
                .toList();
        return withMasked(new RawTable(name, file, columns, seen.rows(), input, seen.notes()), masked, seen.plans());
    }

    private static Input input(Opened.InJava source, long rows, ContentFacts content) {
        Opened.Named n = source.named();
        return new Input(
                n.source(),
                n.name(),
                n.format(),
                rows,
                content.sha256(),
                content.bytes(),
                source.text().map(TextFacts::label),
                source.text().filter(_ -> n.format().startsWith("csv")).map(t -> Delimiters.name(t.delimiter())),
                n.sheet());
    }

    private static Digest digest(Path path) {
        try {
            return Digest.ofFile(path);
        } catch (IOException e) {
            throw Files.unreadable(String.valueOf(path.getFileName()));
        }
    }

    private static SteelyardException changed(String name) {
        return SteelyardException.of(
                RawError.CHANGED_MEANWHILE,
                Place.file(name),
                Text.of("数据源在读取期间有改动", "the source changed while it was read"),
                Text.of("等写入结束后再读取，或读取一份快照", "read it when nobody writes to it, or read a snapshot"));
    }

    /** Size and time of a file, before and after it is read. */
    private record Stamp(Optional<Path> file, long bytes, Optional<FileTime> time) {

        static Stamp of(Opened.Named named) {
            return of(named.file());
        }

        private static Stamp of(Optional<Path> file) {
            try {
                return file.isEmpty()
                        ? new Stamp(file, 0, Optional.empty())
                        : new Stamp(
                                file,
                                java.nio.file.Files.size(file.get()),
                                Optional.of(java.nio.file.Files.getLastModifiedTime(file.get())));
            } catch (IOException e) {
                throw Files.unreadable(String.valueOf(file.orElseThrow().getFileName()));
            }
        }

        void refuseChange(String name) {
            if (!of(file).equals(this)) {
                throw changed(name);
            }
        }
    }
}
