package org.steelyard.simulator.internal;

import org.steelyard.simulator.Defect;
import org.steelyard.simulator.internal.Draws.Purpose;
import org.steelyard.simulator.internal.Lines.Amounts;
import org.steelyard.simulator.internal.VisitRows.Scene;

/** The fee lines of a visit as rows: the hot path, which is why places of columns are looked up once. */
final class LineRows {

    private static final Tables TABLE = Tables.FEE_LIST_D;
    private static final int SN = TABLE.at("feedetl_sn");
    private static final int INIT = TABLE.at("init_feedetl_sn");
    private static final int VISIT = TABLE.at("mdtrt_id");
    private static final int SETTLEMENT = TABLE.at("setl_id");
    private static final int PERSON = TABLE.at("psn_no");
    private static final int TIME = TABLE.at("fee_ocur_time");
    private static final int CODE = TABLE.at("hilist_code");
    private static final int NAME = TABLE.at("hilist_name");
    private static final int LOCAL = TABLE.at("medins_list_codg");
    private static final int CHARGE_TYPE = TABLE.at("med_chrgitm_type");
    private static final int CHARGE_LEVEL = TABLE.at("chrgitm_lv");
    private static final int COUNT = TABLE.at("cnt");
    private static final int PRICE = TABLE.at("pric");
    private static final int AMOUNT = TABLE.at("det_item_fee_sumamt");
    private static final int LIMIT = TABLE.at("pric_uplmt_amt");
    private static final int SHARE = TABLE.at("selfpay_prop");
    private static final int FULL = TABLE.at("fulamt_ownpay_amt");
    private static final int OVER = TABLE.at("overlmt_amt");
    private static final int SELF = TABLE.at("preselfpay_amt");
    private static final int SCOPE = TABLE.at("inscp_scp_amt");
    private static final int DEPARTMENT = TABLE.at("bilg_dept_codg");
    private static final int DOCTOR = TABLE.at("bilg_dr_codg");
    private static final int SITE = TABLE.at("fixmedins_code");
    private static final int VALID = TABLE.at("vali_flag");

    private static final long COUNT_SCALE = 10_000;
    private static final long PRICE_SCALE = 100;
    /** Rows of one visit that each of its settlements may have. */
    private static final int BLOCK = 3_300;

    private final World world;
    private final Words words;
    private final Calendar calendar;
    private final Gaps gaps;
    private final Draws draws;
    private final int expired;

    LineRows(World world) {
        this.world = world;
        words = world.words();
        calendar = world.calendar();
        gaps = new Gaps(world);
        draws = new Draws(world.config().run().seed());
        expired = world.catalogue().group("expired")[0];
    }

    void write(Scene s, Lines lines, int which) {
        boolean reversal = which == Ids.REVERSAL;
        Row row = s.block().row(TABLE);
        shared(s, which, row);
        int attending = draws.at(
                        s.person().number(),
                        Purpose.VISIT,
                        -1_000_000_000L - s.visit().key())
                .below(Words.DOCTORS_PER_SITE);
        gaps.start(s.person().number(), TABLE, s.visit().number() * 10L + which);
        int next = which * BLOCK;
        for (int line = 0; line < lines.size(); line++) {
            long original = Ids.line(s.person(), s.visit(), line * 2);
            fill(s, lines, line, row);
            row.set(DOCTOR, words.doctor(s.visit().site(), attending + (lines.day(line) % 3)));
            row.set(SN, Ids.line(s.person(), s.visit(), next + line * 2));
            row.set(INIT, reversal ? original : Column.EMPTY);
            Amounts issued = lines.issued(world.catalogue(), line);
            amounts(
                    row,
                    reversal ? issued.negative() : issued,
                    sign(reversal) * (lines.count(line) + lines.returned(line)));
            put(s, row, line);
            if (lines.returned(line) > 0) {
                giveBack(s, lines, line, row);
            }
        }
        addStrays(s, lines, row);
    }

    private static int sign(boolean reversal) {
        return reversal ? -1 : 1;
    }

    private void shared(Scene s, int which, Row row) {
        row.set(VISIT, Ids.visit(s.person(), s.visit()))
                .set(SETTLEMENT, Ids.settlement(s.person(), s.visit(), which))
                .set(PERSON, Ids.person(s.person()))
                .set(DEPARTMENT, s.visit().main().department())
                .set(SITE, s.visit().site().cells().code())
                .set(VALID, words.yes);
    }

    private void fill(Scene s, Lines lines, int line, Row row) {
        Catalogue.Item item = world.catalogue().item(lines.item(line));
        Catalogue.Cells cells = item.cells();
        boolean local = local(s, line);
        row.set(TIME, calendar.minutes(s.visit().when().from() + lines.day(line), lines.minute(line)))
                .set(CODE, local ? words.localCode : cells.code())
                .set(NAME, cells.name())
                .set(LOCAL, cells.local())
                .set(CHARGE_TYPE, cells.chargeType())
                .set(CHARGE_LEVEL, cells.chargeLevel())
                .set(PRICE, lines.price(line) * PRICE_SCALE)
                .set(LIMIT, item.limit() == 0 ? Column.EMPTY : item.limit() * PRICE_SCALE)
                .set(SHARE, item.selfPay());
    }

    /** An institution that sends codes of its own. */
    private boolean local(Scene s, int line) {
        BatchDefects batch = world.batch();
        return batch.planted()
                && s.visit().site().number() == batch.local()
                && (s.person().number() * 31 + s.visit().number() * 17L + line) % 10 < BatchDefects.LOCAL_SHARE * 10;
    }

    private static void amounts(Row row, Amounts a, long units) {
        row.set(COUNT, units * COUNT_SCALE)
                .set(AMOUNT, a.amount())
                .set(FULL, a.full())
                .set(OVER, a.over())
                .set(SELF, a.self())
                .set(SCOPE, a.scope());
    }

    private void giveBack(Scene s, Lines lines, int line, Row row) {
        row.set(INIT, row.get(SN)).set(SN, row.get(SN) + 1);
        amounts(row, lines.returned(world.catalogue(), line), -lines.returned(line));
        block(s).add(TABLE, row);
    }

    private static Block block(Scene s) {
        return s.block();
    }

    /** Adds the row; the first line of a visit carries the visit's fault, if it is one of lines. */
    private void put(Scene s, Row row, int line) {
        gaps.next(row);
        if (line > 0 || s.fault().isEmpty()) {
            block(s).add(TABLE, row);
            return;
        }
        Defect fault = s.fault().get();
        spoil(fault, row);
        long at = block(s).add(TABLE, row);
        if (fault == Defect.DUPLICATE_LINE) {
            at = block(s).add(TABLE, row);
        }
        if (spoilsFirstLine(fault)) {
            block(s).plant(fault, TABLE, row.get(SN), at);
        }
    }

    private static boolean spoilsFirstLine(Defect fault) {
        return switch (fault) {
            case EXPIRED_CODE,
                    DETAILS_NOT_TOTAL,
                    LINE_SPLIT,
                    PRICE_COUNT,
                    SELF_PAY_SHARE,
                    NEGATIVE_AMOUNT,
                    DUPLICATE_LINE -> true;
            default -> false;
        };
    }

    private void spoil(Defect fault, Row row) {
        switch (fault) {
            case EXPIRED_CODE -> {
                Catalogue.Cells old = world.catalogue().item(expired).cells();
                row.set(CODE, old.code()).set(NAME, old.name()).set(LOCAL, old.local());
            }
            case DETAILS_NOT_TOTAL -> addUnits(row);
            case LINE_SPLIT -> row.set(SCOPE, row.get(SCOPE) + 777);
            case PRICE_COUNT -> row.set(PRICE, row.get(PRICE) * 2 + 1_000_000);
            case SELF_PAY_SHARE -> row.set(SHARE, 15_000);
            case NEGATIVE_AMOUNT -> row.set(AMOUNT, -row.get(AMOUNT) - 100);
            default -> {}
        }
    }

    /** A hundred units more, all of them in scope: the line is right in itself, the sum is not. */
    private static void addUnits(Row row) {
        long more = row.get(PRICE);
        row.set(COUNT, row.get(COUNT) + 100 * COUNT_SCALE)
                .set(AMOUNT, row.get(AMOUNT) + Amounts.half(more, 100))
                .set(SCOPE, row.get(SCOPE) + Amounts.half(more, 100));
    }

    /** Faults that are rows of their own, or that were planted before the bill was settled. */
    private void addStrays(Scene s, Lines lines, Row row) {
        if (s.fault().isEmpty() || lines.size() == 0) {
            return;
        }
        Defect fault = s.fault().get();
        fill(s, lines, 0, row);
        Amounts one = lines.issued(world.catalogue(), 0);
        long units = lines.count(0) + lines.returned(0);
        row.set(SN, Ids.strayLine(s.person(), s.visit())).set(INIT, Column.EMPTY);
        amounts(row, one, units);
        switch (fault) {
            case LINE_WITHOUT_VISIT -> stray(s, row.set(VISIT, Ids.noVisit(s.person(), s.visit())));
            case REFUND_WITHOUT_ORIGINAL -> {
                row.set(INIT, Ids.strayLine(s.person(), s.visit()) + 9);
                amounts(row, one.negative(), -units);
                stray(s, row);
            }
            case REFUND_EXCEEDS -> {
                row.set(INIT, Ids.line(s.person(), s.visit(), 0));
                amounts(row, one.plus(one).negative(), -2 * units);
                stray(s, row);
            }
            case PRICE_OVER_LIMIT, UNIT_OUTLIER -> plantEarlier(s, lines, fault);
            default -> {}
        }
    }

    private void stray(Scene s, Row row) {
        s.plant(TABLE, row.get(SN), block(s).add(TABLE, row));
    }

    private void plantEarlier(Scene s, Lines lines, Defect fault) {
        if (fault == Defect.PRICE_OVER_LIMIT) {
            int line = lines.unlimited();
            long rows = block(s).buffer(TABLE).rows();
            s.plant(TABLE, Ids.line(s.person(), s.visit(), line * 2), rows - after(lines, line));
        }
    }

    /** How many rows of the visit stand after the first row of a line. */
    private static long after(Lines lines, int line) {
        long after = 0;
        for (int i = line; i < lines.size(); i++) {
            after += 1 + (lines.returned(i) > 0 ? 1 : 0);
        }
        return after - 1;
    }
}
