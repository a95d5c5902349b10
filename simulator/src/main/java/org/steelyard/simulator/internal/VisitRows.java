package org.steelyard.simulator.internal;

import java.util.List;
import java.util.Optional;
import org.steelyard.simulator.Defect;
import org.steelyard.simulator.RegionConfig;
import org.steelyard.simulator.internal.Draws.Purpose;
import org.steelyard.simulator.internal.Lines.Amounts;
import org.steelyard.simulator.internal.Lines.Refund;

/**
 * The rows of a person's visits: visit, settlement, fee lines, diagnoses, operations. A visit carries one planted fault at
 * most; a visit with a fault is not refunded, so that the fault stands.
 */
final class VisitRows {

    private static final int NEWBORN_DAYS = 28;
    private static final int CENTURY = 100 * 365;

    private final World world;
    private final RegionConfig config;
    private final Words words;
    private final Calendar calendar;
    private final PersonRows people;
    private final Biller biller;
    private final Payer payer;
    private final FaultPlan plan;
    private final LineRows lineRows;
    private final Gaps gaps;
    private final Draws draws;
    private final Lines lines = new Lines();

    VisitRows(World world, PersonRows people) {
        this.world = world;
        this.people = people;
        config = world.config();
        words = world.words();
        calendar = world.calendar();
        biller = new Biller(world);
        payer = new Payer(world);
        plan = new FaultPlan(world);
        lineRows = new LineRows(world);
        gaps = new Gaps(world);
        draws = new Draws(config.run().seed());
    }

    /** One visit with everything that its rows need. */
    record Scene(Person person, Visit visit, PersonRows.Face face, Optional<Defect> fault, Block block) {

        boolean carries(Defect defect) {
            return fault.isPresent() && fault.get() == defect;
        }

        void plant(Tables table, long key, long row) {
            fault.ifPresent(defect -> block.plant(defect, table, key, row));
        }
    }

    void write(Story story, PersonRows.Face face, Block block) {
        Purse purse = Purse.open(0, 0);
        for (Visit visit : story.visits()) {
            if (plan.lost(story.person(), visit)) {
                continue;
            }
            biller.bill(story.person(), visit, lines);
            Optional<Defect> fault = plan.fault(story.person(), visit, lines);
            Scene scene = new Scene(story.person(), visit, face, fault, block);
            plan.spoilBill(scene, lines);
            Amounts costs = lines.total(world.catalogue());
            Payer.Paid paid = payer.pay(story.person(), visit, costs, purse);
            boolean gone = lines.refund() == Refund.GONE;
            purse = gone ? purse : paid.purse();
            visit(scene);
            bill(scene, paid.settlement());
            diagnoses(scene);
            if (visit.operation() >= 0) {
                operation(scene);
            }
        }
    }

    private void visit(Scene s) {
        Visit v = s.visit();
        Visit.Stay when = v.when();
        boolean stays = v.stay();
        Row row = s.block().row(Tables.MDTRT_D).set("mdtrt_id", Ids.visit(s.person(), v));
        who(s, row);
        row.set("begntime", calendar.minutes(when.from(), when.fromMinute()))
                .set("endtime", calendar.minutes(when.to(), when.toMinute()));
        where(s, row);
        long department = v.main().department();
        row.set("adm_dept_codg", department)
                .set("dscg_dept_codg", stays ? department : Column.EMPTY)
                .set("dscg_maindiag_code", v.main().code())
                .set("dscg_maindiag_name", v.main().name())
                .set("dscg_way", stays ? v.died() ? words.dead : words.left : Column.EMPTY)
                .set("ipt_days", stays ? Math.max(1, when.days()) : Column.EMPTY);
        newborn(s, row);
        row.set("dise_no", registered(s)).set("vali_flag", words.yes);
        gaps.make(s.person().number(), Tables.MDTRT_D, v.number(), row);
        spoilVisit(s, row);
    }

    /** Whose visit or settlement it is. */
    private void who(Scene s, Row row) {
        Visit v = s.visit();
        Person p = s.person();
        int day = v.when().from();
        boolean employee = p.employee(day);
        row.set("psn_no", Ids.person(p))
                .set("psn_name", s.face().name())
                .set("certno", s.face().certificate())
                .set("gend", s.face().sex())
                .set("brdy", s.face().birth())
                .set("age", Math.max(0, calendar.age(p, day)))
                .set("insutype", employee ? words.employee : words.resident)
                .set("psn_type", people.type(p, employee, day))
                .set("med_type", words.medType(v.kind()));
    }

    private void where(Scene s, Row row) {
        Site.Cells site = s.visit().site().cells();
        row.set("fixmedins_code", site.code())
                .set("fixmedins_name", site.name())
                .set("hosp_lv", site.level())
                .set("insu_admdvs", words.districts[s.person().district()])
                .set("fix_blng_admdvs", site.district());
    }

    private long registered(Scene s) {
        int chronic = s.person().chronic();
        return s.visit().kind() == Visit.Kind.CHRONIC && chronic >= 0 ? words.chronicCodes[chronic] : Column.EMPTY;
    }

    private void newborn(Scene s, Row row) {
        int days = s.visit().when().from() - s.person().born();
        if (days > NEWBORN_DAYS || !s.visit().stay()) {
            return;
        }
        draws.at(s.person().number(), Purpose.BIRTH, 1);
        boolean small = s.visit().main().stay() > 10;
        int weight = small ? 1500 + draws.below(980) : 2600 + draws.below(1500);
        row.set("nwb_age", days).set("nwb_bir_wt", weight);
    }

    private void spoilVisit(Scene s, Row row) {
        if (s.carries(Defect.DISCHARGE_BEFORE_ADMISSION)) {
            row.set("endtime", row.get("begntime") - 2 * 1440);
        } else if (s.carries(Defect.AGE_MISMATCH)) {
            row.plus("age", 7);
        } else if (s.carries(Defect.NEWBORN_WEIGHT)) {
            row.set("nwb_bir_wt", Column.EMPTY);
        } else if (s.carries(Defect.STAY_DAYS)) {
            row.plus("ipt_days", 5);
        }
        long at = s.block().add(Tables.MDTRT_D, row);
        plantIn(s, Tables.MDTRT_D, row.get("mdtrt_id"), at);
        if (s.carries(Defect.OVERLAPPING_STAYS)) {
            overlap(s, row);
        }
    }

    /** The same stay a second time at another institution. */
    private void overlap(Scene s, Row row) {
        List<Site> sites = world.sites();
        Site other = sites.get((s.visit().site().number() + 1) % sites.size());
        row.set("mdtrt_id", Ids.overlap(s.person(), s.visit()))
                .set("fixmedins_code", other.cells().code())
                .set("fixmedins_name", other.cells().name())
                .set("hosp_lv", other.cells().level())
                .set("fix_blng_admdvs", other.cells().district());
        s.block()
                .plant(
                        Defect.OVERLAPPING_STAYS,
                        Tables.MDTRT_D,
                        row.get("mdtrt_id"),
                        s.block().add(Tables.MDTRT_D, row));
    }

    /** Notes a fault of this table at this row; faults that add rows of their own are noted where they do. */
    private static void plantIn(Scene s, Tables table, long key, long at) {
        s.fault()
                .filter(defect -> defect.table().equals(table.table()))
                .filter(defect -> defect != Defect.OVERLAPPING_STAYS && defect != Defect.DUPLICATE_SETTLEMENT)
                .ifPresent(defect -> s.block().plant(defect, table, key, at));
    }

    /** Settlements and fee lines; a whole refund is a negative settlement with negative lines, then perhaps another one. */
    private void bill(Scene s, Settlement settled) {
        if (lines.refund() == Refund.NONE || s.fault().isPresent()) {
            settlement(s, settled, Ids.ORIGINAL);
            lineRows.write(s, lines, Ids.ORIGINAL);
            return;
        }
        settlement(s, settled, Ids.ORIGINAL);
        lineRows.write(s, lines, Ids.ORIGINAL);
        settlement(s, settled, Ids.REVERSAL);
        lineRows.write(s, lines, Ids.REVERSAL);
        if (lines.refund() == Refund.BILLED_AGAIN) {
            settlement(s, settled, Ids.AGAIN);
            lineRows.write(s, lines, Ids.AGAIN);
        }
    }

    private void settlement(Scene s, Settlement m, int which) {
        Visit v = s.visit();
        Visit.Stay when = v.when();
        Row row = s.block()
                .row(Tables.SETL_D)
                .set("setl_id", Ids.settlement(s.person(), v, which))
                .set("mdtrt_id", Ids.visit(s.person(), v));
        who(s, row);
        int minute = Math.min(1400, when.toMinute() + 20 + 10 * which);
        row.set("setl_time", calendar.minutes(when.settled(), minute))
                .set("begndate", calendar.epochDay(when.from()))
                .set("enddate", calendar.epochDay(when.to()));
        where(s, row);
        amounts(row, m, which == Ids.REVERSAL ? -1 : 1);
        long registered = registered(s);
        row.set("dise_no", registered)
                .set(
                        "dise_name",
                        registered == Column.EMPTY
                                ? Column.EMPTY
                                : words.conditionNames[s.person().chronic()])
                .set("refd_setl_flag", refunded(which) ? words.yes : words.no)
                .set("vali_flag", words.yes);
        gaps.make(s.person().number(), Tables.SETL_D, v.number() * 10L + which, row);
        spoilSettlement(s, row);
        long at = s.block().add(Tables.SETL_D, row);
        plantIn(s, Tables.SETL_D, row.get("setl_id"), at);
        if (s.carries(Defect.DUPLICATE_SETTLEMENT)) {
            row.set("setl_id", Ids.settlement(s.person(), v, Ids.DOUBLE)).plus("setl_time", 5);
            s.plant(Tables.SETL_D, row.get("setl_id"), s.block().add(Tables.SETL_D, row));
        }
    }

    private boolean refunded(int which) {
        return which == Ids.REVERSAL || which == Ids.ORIGINAL && lines.refund() != Refund.NONE;
    }

    private static void amounts(Row row, Settlement m, int sign) {
        row.set("medfee_sumamt", sign * m.total())
                .set("fulamt_ownpay_amt", sign * m.full())
                .set("overlmt_selfpay", sign * m.over())
                .set("preselfpay_amt", sign * m.self())
                .set("inscp_scp_amt", sign * m.scope())
                .set("act_pay_dedc", sign * m.deductible())
                .set("hifp_pay", sign * m.basic())
                .set("pool_prop_selfpay", m.poolShare())
                .set("cvlserv_pay", sign * m.civil())
                .set("hifes_pay", sign * m.enterprise())
                .set("hifmi_pay", sign * m.residentMajor())
                .set("hifob_pay", sign * m.employeeMajor())
                .set("hifdm_pay", 0)
                .set("maf_pay", sign * m.aid())
                .set("oth_pay", sign * m.other())
                .set("fund_pay_sumamt", sign * m.fund())
                .set("hosp_part_amt", sign * m.hospital())
                .set("psn_part_amt", sign * m.person())
                .set("acct_pay", sign * m.account())
                .set("acct_mulaid_pay", sign * m.mutual())
                .set("psn_cash_pay", sign * m.cash());
    }

    /** Each amount fault touches a field that no other identity reads. */
    private void spoilSettlement(Scene s, Row row) {
        if (s.fault().isEmpty()) {
            return;
        }
        switch (s.fault().get()) {
            case REQUIRED_EMPTY -> row.set("insutype", Column.EMPTY);
            case SETTLED_BEFORE_DISCHARGE -> row.plus("setl_time", -15 * 1440L);
            case AMOUNT_I1 -> row.plus("preselfpay_amt", 1234);
            case AMOUNT_I2 -> row.plus("hifp_pay", 1234);
            case AMOUNT_I3 -> row.plus("psn_part_amt", 1234).plus("psn_cash_pay", 1234);
            case AMOUNT_I4 -> row.plus("psn_cash_pay", 1234);
            case SETTLEMENT_WITHOUT_PERSON ->
                row.set("psn_no", Ids.NOBODY + s.person().number());
            case FUTURE_DATE -> row.plus("setl_time", CENTURY * 1440L / 2);
            default -> {}
        }
    }

    private void diagnoses(Scene s) {
        Visit v = s.visit();
        long setl = Ids.settlement(s.person(), v, valid());
        int order = 1;
        long main = v.main().code();
        long name = v.main().name();
        if (plan.unspecified(s.person(), v)) {
            Catalogue.Diagnosis vague = world.catalogue().role("unspecified").getFirst();
            main = vague.code();
            name = vague.name();
        }
        diagnosis(s, new Noted(setl, order++, main, name), true);
        for (int i = 0; i < words.conditionCodes.length; i++) {
            if ((v.also() >>> i & 1) == 1 && words.conditionCodes[i] != main) {
                diagnosis(s, new Noted(setl, order++, words.conditionCodes[i], words.conditionNames[i]), false);
            }
        }
        if (v.respiratoryFailure()) {
            Catalogue.Diagnosis failure = world.catalogue().role("severity").getFirst();
            diagnosis(s, new Noted(setl, order, failure.code(), failure.name()), false);
        }
    }

    /** The settlement that stands in the end. */
    private int valid() {
        return lines.refund() == Refund.BILLED_AGAIN ? Ids.AGAIN : Ids.ORIGINAL;
    }

    private record Noted(long settlement, int order, long code, long name) {}

    private void diagnosis(Scene s, Noted noted, boolean main) {
        Visit v = s.visit();
        Row row = s.block()
                .row(Tables.SETL_DIAG_LIST_D)
                .set("mdtrt_id", Ids.visit(s.person(), v))
                .set("setl_id", noted.settlement())
                .set("psn_no", Ids.person(s.person()))
                .set("diag_type", words.western)
                .set("maindiag_flag", main ? words.yes : words.no)
                .set("diag_srt_no", noted.order())
                .set("diag_code", noted.code())
                .set("diag_name", noted.name())
                .set("adm_cond_type", v.stay() ? words.present : Column.EMPTY)
                .set("vali_flag", words.yes);
        gaps.make(s.person().number(), Tables.SETL_DIAG_LIST_D, v.number() * 100L + noted.order(), row);
        if (main) {
            plan.spoilMain(s, row);
        }
        long at = s.block().add(Tables.SETL_DIAG_LIST_D, row);
        if (main) {
            extraDiagnoses(s, row, at);
        }
    }

    private void extraDiagnoses(Scene s, Row row, long at) {
        boolean doubled = s.carries(Defect.TWO_MAIN_DIAGNOSES);
        boolean stray = s.carries(Defect.DIAGNOSIS_WITHOUT_VISIT);
        if (doubled) {
            Catalogue.Diagnosis second = world.catalogue().role("terminal").getFirst();
            row.set("diag_srt_no", 90).set("diag_code", second.code()).set("diag_name", second.name());
        } else if (stray) {
            row.set("mdtrt_id", Ids.noVisit(s.person(), s.visit()));
        }
        boolean added = doubled || stray;
        long place = added ? s.block().add(Tables.SETL_DIAG_LIST_D, row) : at;
        plantIn(s, Tables.SETL_DIAG_LIST_D, row.get("mdtrt_id"), place);
    }

    private void operation(Scene s) {
        Visit v = s.visit();
        Catalogue.Operation operation = world.catalogue().operation(v.operation());
        int day = v.when().from() + Biller.operationDay(v);
        boolean outside = s.carries(Defect.OPERATION_OUTSIDE_STAY);
        draws.at(s.person().number(), Purpose.VISIT, -2_000_000_000L - v.key());
        Row row = s.block()
                .row(Tables.OPRN_OPRT_D)
                .set("mdtrt_id", Ids.visit(s.person(), v))
                .set("setl_id", Ids.settlement(s.person(), v, valid()))
                .set("psn_no", Ids.person(s.person()))
                .set("main_oprn_flag", words.yes)
                .set("oprn_oprt_code", operation.code())
                .set("oprn_oprt_name", operation.name())
                .set("oprn_oprt_date", calendar.epochDay(outside ? v.when().to() + 6 : day))
                .set("anst_way", operation.anaesthesia())
                .set("oper_dr_code", words.doctor(v.site(), draws.below(Words.DOCTORS_PER_SITE)))
                .set("vali_flag", words.yes);
        gaps.make(s.person().number(), Tables.OPRN_OPRT_D, v.number(), row);
        long at = s.block().add(Tables.OPRN_OPRT_D, row);
        plantIn(s, Tables.OPRN_OPRT_D, row.get("mdtrt_id"), at);
    }
}
