package org.steelyard.platform.evaluation;

import java.lang.reflect.RecordComponent;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.steelyard.kernel.Place;
import org.steelyard.kernel.Problems;
import org.steelyard.kernel.Text;
import org.steelyard.platform.PlatformError;

/**
 * Whether a form is filled in so that it means something; all faults together. A draft may be incomplete: what an
 * application needs is a condition of its submission, not of writing it down.
 */
public final class BodyCheck {

    private static final List<String> OBJECT_TYPES =
            List.of("labour", "consumable", "reagent", "equipment", "software", "process", "drug", "device");
    private static final List<String> SCENARIOS =
            List.of("pre-listing", "new-item", "trial-to-formal", "catalogue-adjustment", "abolition", "pricing");
    private static final List<String> VERDICTS = List.of("pass", "fail", "not-applicable");
    private static final int LONGEST_TITLE = 300;
    private static final int LONGEST_CODES = 1000;
    private static final int LONGEST_DIMENSIONS = 200;
    private static final int LONGEST_NAME = 100;
    private static final int LONGEST_WINDOW = 10;
    private static final int BEST_SCORE = 4;
    private static final int LARGEST_SAMPLE = 100_000;
    private static final List<String> SUPPORT_KINDS = List.of("resource", "data", "money");
    private static final List<String> SUPPORT_GROUNDS = List.of("concern", "public-health", "policy-impact");

    /** Registers of clinical trials: China's two, the American, the European, the international one. */
    private static final String TRIAL =
            "ChiCTR[0-9]{8,10}|ChiCTR-[A-Z]{2,4}-[0-9]{8}|CTR[0-9]{8}|NCT[0-9]{8}|20[0-9]{2}-[0-9]{6}-[0-9]{2}(-[0-9]{2})?|ISRCTN[0-9]{8}";

    private final Problems problems = new Problems();

    private BodyCheck() {}

    /** @throws org.steelyard.kernel.SteelyardException with all that is wrong */
    static void check(Body body) {
        BodyCheck check = new BodyCheck();
        check.visit(body);
        check.problems.throwIfAny();
    }

    /** The fields without which a form is refused, found by looking at an empty one. */
    public static List<String> needed(Class<? extends Body> kind) {
        BodyCheck check = new BodyCheck();
        check.visit(Bodies.empty(kind));
        Stream<String> refused = check.problems.list().stream()
                .map(problem -> problem.place().field())
                .map(field -> field.replaceAll("[.\\[].*", ""));
        Stream<String> plain = Arrays.stream(kind.getRecordComponents())
                .filter(component -> component.getType().isPrimitive())
                .map(RecordComponent::getName);
        return Stream.concat(refused, plain).distinct().sorted().toList();
    }

    private void visit(Body body) {
        switch (body) {
            case Body.Nothing ignored -> {}
            case Body.Reason b -> text("text", b.text());
            case Body.Application b -> application(b);
            case Body.Interests b -> interests(b);
            case Body.ImplementerChoice b -> {
                text("organisation", b.organisation());
                text("account", b.account());
                oneOf("kind", b.kind(), List.of("trusted-point", "third-party", "initiator"));
            }
            case Body.DataProvider b -> {
                text("organisation", b.organisation());
                text("source", b.source());
                text("contact", b.contact());
                text("agreement", b.agreement());
            }
            case Body.ProtocolText b -> text("yaml", b.yaml());
            case Body.Minutes b -> minutes(b);
            case Body.MinutesAnswers b -> {
                some("answers", b.answers());
                each(b.answers(), (i, a) -> {
                    between("answers[" + i + "].focus", a.focus(), 1, 7);
                    text("answers[" + i + "].answer", a.answer());
                });
            }
            case Body.Authorisation b -> {
                text("ethicsNumber", b.ethicsNumber());
                there("ethicsOn", b.ethicsOn());
                text("dataAuthorisation", b.dataAuthorisation());
                some("documents", b.documents());
            }
            case Body.Amendment b -> {
                text("yaml", b.yaml());
                text("section", b.section());
                text("reason", b.reason());
            }
            case Body.AmendmentDecision b -> text("reason", b.reason());
            case Body.Extraction b -> {
                text("source", b.source());
                text("steps", b.steps());
                there("extractedOn", b.extractedOn());
                digest("sha256", b.sha256());
                between("rows", b.rows(), 0, Long.MAX_VALUE);
            }
            case Body.GovernanceFiling b -> {
                text("summary", b.summary());
                text("document", b.document());
            }
            case Body.Run b -> there("results", b.results());
            case Body.Report b -> {
                text("document", b.document());
                text("summaryZh", b.summaryZh());
                text("summaryEn", b.summaryEn());
            }
            case Body.Assignment b -> {
                some("experts", b.experts());
                each(b.experts(), (i, e) -> {
                    text("experts[" + i + "].account", e.account());
                    text("experts[" + i + "].field", e.field());
                });
            }
            case Body.Repeat b -> {
                text("comparison", b.comparison());
                if (!b.agrees()) {
                    text("differences", b.differences());
                }
            }
            case Body.Review b -> review(b);
            case Body.Findings b -> {
                some("findings", b.findings());
                each(b.findings(), (i, f) -> text("findings[" + i + "]", f));
            }
            case Body.FindingAnswer b -> text("answer", b.answer());
            case Body.FindingClosed b -> text("verdict", b.verdict());
            case Body.Grade b -> {
                oneOf("strength", b.strength(), List.of("A1", "A2", "A3", "A4"));
                there("fit", b.fit());
                text("reasons", b.reasons());
            }
            case Body.Approval b -> text("comment", b.comment());
            case Body.Publication b -> {
                text("summaryZh", b.summaryZh());
                text("summaryEn", b.summaryEn());
            }
            case Body.MonitoringPlan b -> some("indicators", b.indicators());
            case Body.MonitoringFigure b -> {
                text("item", b.item());
                between("year", b.year(), 2000, 2100);
                between("frequency", b.frequency(), 0, Long.MAX_VALUE);
                money(b);
            }
            case Body.Trigger b -> trigger(b);
            case Body.PathwayUpdate b -> {
                text("pathway", b.pathway());
                text("change", b.change());
                there("effectiveOn", b.effectiveOn());
            }
            case Body.Documents b -> {
                text("note", b.note());
                some("documents", b.documents());
            }
            case Body.SupportRequest b -> {
                support(b.kinds(), b.amount());
                oneOf("ground", b.ground(), SUPPORT_GROUNDS);
                text("text", b.text());
            }
            case Body.SupportDecision b -> {
                if (b.approved()) {
                    support(b.kinds(), b.amount());
                } else if (!b.kinds().isEmpty() || b.amount().isPresent()) {
                    add("kinds", "不同意支持的，不填支持内容", "is empty where nothing is granted");
                }
                text("reason", b.reason());
            }
            case Body.DataCollection b -> collection(b);
            case Body.QualityControl b -> control(b);
            case Body.SampleComparison b -> {
                between("size", b.size(), 1, LARGEST_SAMPLE);
                between("wrong", b.wrong(), 0, Math.max(0, b.size()));
                if (b.wrong() > 0) {
                    text("differences", b.differences());
                }
            }
            case Body.QualityComparison b -> {
                some("measures", b.measures());
                each(b.measures(), (i, m) -> {
                    text("measures[" + i + "].name", m.name());
                    there("measures[" + i + "].reported", m.reported());
                    there("measures[" + i + "].recomputed", m.recomputed());
                });
                text("conclusion", b.conclusion());
            }
            case Body.AccessFigures b -> access(b);
        }
    }

    /** Neither is negative, and the fund never pays more than the whole. */
    private void money(Body.MonitoringFigure b) {
        there("fundSpending", b.fundSpending());
        there("totalCost", b.totalCost());
        if (b.fundSpending() != null && b.fundSpending().signum() < 0) {
            add("fundSpending", "不得为负", "is not negative");
        }
        if (b.totalCost() != null && b.fundSpending() != null && b.totalCost().compareTo(b.fundSpending()) < 0) {
            add("totalCost", "不小于医保基金支出", "is no less than the fund's part");
        }
    }

    private void application(Body.Application b) {
        text("titleZh", b.titleZh());
        text("titleEn", b.titleEn());
        text("authority", b.authority());
        oneOf("objectType", b.objectType(), OBJECT_TYPES);
        oneOf("scenario", b.scenario(), SCENARIOS);
        oneOf("pace", b.pace(), List.of("rapid", "routine"));
        if (b.titleZh() != null && b.titleZh().length() > LONGEST_TITLE
                || b.titleEn() != null && b.titleEn().length() > LONGEST_TITLE) {
            add("titleZh", "标题不超过 300 字", "has at most 300 characters");
        }
        if ("rapid".equals(b.pace())) {
            oneOf("rapidReason", b.rapidReason(), List.of("emergency", "controversy", "urgent-policy"));
        }
        longest("disease", b.disease(), LONGEST_TITLE);
        longest("itemCodes", String.join(" ", b.itemCodes()), LONGEST_CODES);
        longest("dimensions", String.join(" ", b.dimensions()), LONGEST_DIMENSIONS);
        if (b.itemCodes().size() == 2) {
            add("itemCodes", "单项目评价一个项目，多项目评价三个及以上项目", "one item, or three and more");
        }
        trial(b);
        each(b.topics(), (i, t) -> {
            between("topics[" + i + "].principle", t.principle(), 1, 6);
            text("topics[" + i + "].evidence", t.evidence());
            price("topics[" + i + "].", t);
        });
    }

    /** An evaluation planned together with a trial says with which, and what both collect. */
    private void trial(Body.Application b) {
        String number = Objects.requireNonNullElse(b.trial(), "").strip();
        if (!number.isEmpty() && !number.matches(TRIAL)) {
            add(
                    "trial",
                    "应为临床试验注册号，如 ChiCTR2500012345、NCT01234567",
                    "is the number of a trial's registration, such as NCT01234567");
        }
        if (number.isEmpty() == !b.jointVariables().isEmpty()) {
            add(
                    number.isEmpty() ? "trial" : "jointVariables",
                    "临床试验注册号与共同收集的变量须同时填写",
                    "goes with the other: a trial, and the variables that both collect");
        }
    }

    /** Prices belong to the two principles that are about one; the first of them has no ground where nothing is dearer. */
    private void price(String at, Body.Topic topic) {
        positive(at + "present", topic.present());
        positive(at + "asked", topic.asked());
        longest(at + "similar", Objects.requireNonNullElse(topic.similar(), ""), LONGEST_DIMENSIONS);
        boolean priced = topic.present().isPresent() || topic.asked().isPresent();
        if (priced && !TopicPrices.isOfPrice(topic)) {
            add(at + "principle", "只有原则一、二填写价格", "is the first or second principle where there are prices");
        }
        if (topic.principle() == Body.Topic.NEW_AND_DEARER
                && topic.gap().filter(gap -> gap.signum() <= 0).isPresent()) {
            add(
                    at + "asked",
                    "不高于现有类似项目的价格，不能以原则一为由",
                    "is above the price of the similar item, or the first principle is no reason");
        }
    }

    private void positive(String field, Optional<BigDecimal> price) {
        if (price.filter(p -> p.signum() <= 0).isPresent()) {
            add(field, "应为正数", "is positive");
        }
    }

    private void interests(Body.Interests b) {
        if (b.none() == (b.interests() != null && !b.interests().isBlank())) {
            add("interests", "填写利益关系，或声明没有", "state the interests, or that there are none");
        }
        some("funding", b.funding());
        each(b.funding(), (i, f) -> {
            text("funding[" + i + "].source", f.source());
            there("funding[" + i + "].amount", f.amount());
            if (f.amount() != null && f.amount().signum() < 0) {
                add("funding[" + i + "].amount", "不得为负", "is not negative");
            }
        });
        List<String> items =
                Independence.items().stream().map(Independence.Item::id).toList();
        each(b.independence(), (i, s) -> {
            oneOf("independence[" + i + "].item", s.item(), items);
            text("independence[" + i + "].statement", s.statement());
        });
    }

    private void trigger(Body.Trigger b) {
        text("name", b.name());
        longest("name", Objects.requireNonNullElse(b.name(), ""), LONGEST_NAME);
        List<String> measures = Arrays.stream(Triggers.Measure.values())
                .map(Triggers.Measure::id)
                .toList();
        oneOf("measure", b.measure(), measures);
        oneOf(
                "comparison",
                b.comparison(),
                Arrays.stream(Triggers.Comparison.values())
                        .map(Triggers.Comparison::id)
                        .toList());
        there("value", b.value());
        between("window", b.window(), 1, LONGEST_WINDOW);
        if (b.value() != null && measures.contains(b.measure())) {
            level(Triggers.Measure.of(b.measure()), b.value());
        }
    }

    /** A level that the measure can reach: a rule that never speaks is a fault of its maker. */
    private void level(Triggers.Measure measure, BigDecimal value) {
        if (measure.isGrowth() && value.compareTo(BigDecimal.ONE.negate()) <= 0) {
            add("value", "增长率大于 -1（-100%）", "is above -1: nothing shrinks by more than all of it");
        } else if (!measure.isGrowth() && value.signum() < 0) {
            add("value", "不得为负", "is not negative");
        } else if (measure == Triggers.Measure.FUND_SHARE && value.compareTo(BigDecimal.ONE) > 0) {
            add("value", "占比为 0—1", "is a share, from 0 to 1");
        }
    }

    private void support(List<String> kinds, Optional<BigDecimal> amount) {
        some("kinds", kinds);
        each(kinds, (i, kind) -> oneOf("kinds[" + i + "]", kind, SUPPORT_KINDS));
        positive("amount", amount);
        if (kinds.contains("money") != amount.isPresent()) {
            add("amount", "资金补助须填金额，其他支持不填", "is there for money, and for nothing else");
        }
    }

    /** Whatever is not as planned has its reason. */
    private void collection(Body.DataCollection b) {
        there("on", b.on());
        some("rows", b.rows());
        each(b.rows(), (i, r) -> {
            text("rows[" + i + "].name", r.name());
            between("rows[" + i + "].planned", r.planned(), 0, Long.MAX_VALUE);
            between("rows[" + i + "].actual", r.actual(), 0, Long.MAX_VALUE);
            if (!r.isAsPlanned()) {
                text("rows[" + i + "].reason", r.reason());
            }
        });
    }

    private void control(Body.QualityControl b) {
        oneOf("link", b.link(), QualityLinks.links());
        List<String> known = QualityLinks.of(b.link() == null ? "" : b.link());
        List<String> judged = b.items().stream().map(Body.ItemVerdict::item).toList();
        known.stream()
                .filter(item -> !judged.contains(item))
                .forEach(item -> add("items." + item, "没有结论", "has no verdict"));
        each(b.items(), (i, v) -> {
            oneOf("items[" + i + "].item", v.item(), known);
            oneOf("items[" + i + "].verdict", v.verdict(), VERDICTS);
            if ("fail".equals(v.verdict())) {
                text("items[" + i + "].evidence", v.evidence());
            }
        });
    }

    private void access(Body.AccessFigures b) {
        text("item", b.item());
        between("year", b.year(), 2000, 2100);
        oneOf("by", b.by(), List.of("region", "level", "group"));
        if (b.groups().size() < 2) {
            add("groups", "至少两组才能比较", "has two groups at least, or there is nothing to compare");
        }
        Set<String> names = new HashSet<>();
        each(b.groups(), (i, g) -> {
            text("groups[" + i + "].name", g.name());
            between("groups[" + i + "].people", g.people(), 1, Long.MAX_VALUE);
            between("groups[" + i + "].users", g.users(), 0, Math.max(0, g.people()));
            if (!names.add(g.name())) {
                add("groups[" + i + "].name", "与前面重复", "is there twice");
            }
        });
    }

    private void minutes(Body.Minutes b) {
        there("heldOn", b.heldOn());
        some("attendees", b.attendees());
        each(b.points(), (i, p) -> {
            between("points[" + i + "].focus", p.focus(), 1, 7);
            text("points[" + i + "].comment", p.comment());
        });
    }

    private void review(Body.Review b) {
        Set<String> known = new HashSet<>();
        Checklist.items().forEach(item -> known.add(item.id()));
        each(b.items(), (i, v) -> {
            oneOf("items[" + i + "].item", v.item(), known.stream().sorted().toList());
            oneOf("items[" + i + "].verdict", v.verdict(), VERDICTS);
        });
        scores("strength", b.strength(), Checklist.STRENGTH);
        scores("fit", b.fit(), List.of());
        text("recommendation", b.recommendation());
        text("opinion", b.opinion());
    }

    private void scores(String field, @Nullable Map<String, Integer> scores, List<String> needed) {
        if (scores == null) {
            add(field, "未填写", "is missing");
            return;
        }
        needed.stream()
                .filter(name -> !scores.containsKey(name))
                .forEach(name -> add(field + "." + name, "未评分", "has no score"));
        scores.forEach((name, score) -> between(field + "." + name, score == null ? -1 : score, 0, BEST_SCORE));
    }

    private interface Visit<T> {
        void at(int index, T value);
    }

    private <T> void each(@Nullable List<T> list, Visit<T> visit) {
        if (list != null) {
            IntStream.range(0, list.size()).forEach(i -> visit.at(i, list.get(i)));
        }
    }

    private void text(String field, @Nullable String value) {
        if (value == null || value.isBlank()) {
            add(field, "未填写", "is missing");
        }
    }

    private void longest(String field, String value, int most) {
        if (value.length() > most) {
            add(field, "不超过 " + most + " 字", "has at most " + most + " characters");
        }
    }

    private void there(String field, @Nullable Object value) {
        if (value == null) {
            add(field, "未填写", "is missing");
        }
    }

    private void some(String field, @Nullable List<?> value) {
        if (value == null || value.isEmpty()) {
            add(field, "至少填写一项", "has at least one entry");
        }
    }

    private void between(String field, long value, long low, long high) {
        if (value < low || value > high) {
            String range = high == Long.MAX_VALUE ? "≥ " + low : low + "–" + high;
            add(field, "允许 " + range, "is " + range);
        }
    }

    private void oneOf(String field, @Nullable String value, List<String> allowed) {
        if (value == null || !allowed.contains(value)) {
            add(field, "允许：" + String.join("、", allowed), "is one of " + String.join(", ", allowed));
        }
    }

    private void digest(String field, @Nullable String value) {
        if (value == null || !value.matches("[0-9a-f]{64}")) {
            add(field, "应为 64 位十六进制 SHA-256", "is a SHA-256 of 64 hexadecimal digits");
        }
    }

    private void add(String field, String zh, String en) {
        problems.add(
                PlatformError.BAD_BODY,
                Place.field(field),
                Text.of(zh, "the field " + en),
                Text.of("改正该字段后重新提交", "mend the field and submit again"));
    }
}
