package org.steelyard.platform.evaluation;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.steelyard.governance.process.Role;
import org.steelyard.kernel.Text;

/**
 * What is allowed and yet worth a second look: the guide says "in principle", or what is due. A flag stops nothing; it stands
 * on the page of the evaluation until what it tells of is mended.
 */
public final class Flags {

    private static final ZoneId CHINA = ZoneId.of("Asia/Shanghai");

    /** Decisions for which the guide wants the whole flow (part 4, section 3). */
    private static final Set<String> ROUTINE_SCENARIOS = Set.of("new-item", "catalogue-adjustment", "pricing");

    /** Who takes part in the consultation (guide, part 6, section 4), by words that people write for it. */
    private static final Map<String, List<String>> SEATS = new TreeMap<>(Map.of(
            "医保部门", List.of("医保", "管理方", "authority"),
            "评价发起方", List.of("发起", "initiator"),
            "实施主体", List.of("实施", "implement"),
            "数据提供方", List.of("数据", "data"),
            "评议专家", List.of("专家", "expert")));

    private Flags() {}

    /** @param kind rapid, small-rise, late-funding, documents-overdue, seats, undisclosed, early-subject, deviations or quality-links */
    public record Flag(String kind, Text text) {}

    public static List<Flag> of(Case file, Rules rules, LocalDate today) {
        List<Flag> flags = new ArrayList<>();
        rapid(file).ifPresent(flags::add);
        smallRise(file, rules).ifPresent(flags::add);
        lateFunding(file).ifPresent(flags::add);
        overdue(file, rules, today).ifPresent(flags::add);
        seats(file).ifPresent(flags::add);
        undisclosed(file).ifPresent(flags::add);
        earlySubject(file).ifPresent(flags::add);
        deviations(file).ifPresent(flags::add);
        links(file).ifPresent(flags::add);
        return flags;
    }

    private static Optional<Flag> rapid(Case file) {
        Evaluation e = file.evaluation();
        return e.isRapid() && ROUTINE_SCENARIOS.contains(e.scenario())
                ? Optional.of(
                        new Flag(
                                "rapid",
                                Text.of(
                                        "目录调整、新增立项与价格调整适用常规评价；快速评价准入的，须限期完成常规评价",
                                        "Catalogue, new items and prices are for routine evaluations; what a rapid one admits has to pass a routine one in time")))
                : Optional.empty();
    }

    private static Optional<Flag> smallRise(Case file, Rules rules) {
        String level = rules.priceRise().movePointRight(2).stripTrailingZeros().toPlainString() + "%";
        return file.last(Body.Application.class).stream()
                .flatMap(a -> a.topics().stream())
                .filter(t -> t.large().filter(large -> !large).isPresent())
                .findFirst()
                .map(t -> new Flag(
                        "small-rise",
                        Text.of(
                                "选题原则二：上调幅度未达到 " + level,
                                "The second principle: the price is to rise by less than " + level)));
    }

    /** Money of third parties is declared when the evaluation is planned and begun (guide, part 9). */
    private static Optional<Flag> lateFunding(Case file) {
        int accepted =
                file.of("accept-application").mapToInt(Filing::number).min().orElse(Integer.MAX_VALUE);
        List<Filing> declared = file.of("declare-interests")
                .filter(f -> f.role() == Role.INITIATOR || f.role().isAuthority())
                .toList();
        boolean before = declared.stream().anyMatch(f -> f.number() < accepted && isOfThirdParty(f));
        boolean after = declared.stream().anyMatch(f -> f.number() > accepted && isOfThirdParty(f));
        return after && !before
                ? Optional.of(
                        new Flag(
                                "late-funding",
                                Text.of(
                                        "受理后才声明第三方资助，应在规划与发起阶段声明",
                                        "Money of third parties was declared after the application was accepted; it belongs there from the beginning")))
                : Optional.empty();
    }

    private static boolean isOfThirdParty(Filing filing) {
        return filing.body() instanceof Body.Interests interests && interests.thirdParty();
    }

    /** A request for technical documents that nobody answered in time. */
    private static Optional<Flag> overdue(Case file, Rules rules, LocalDate today) {
        int answered =
                file.of("supply-documents").mapToInt(Filing::number).max().orElse(0);
        return file.of("request-documents")
                .filter(f -> f.number() > answered)
                .map(f -> day(f.at()).plusDays(rules.documentsWithin()))
                .filter(today::isAfter)
                .findFirst()
                .map(due -> new Flag(
                        "documents-overdue",
                        Text.of(
                                "要求提供的技术资料已逾期（" + due + "）",
                                "Technical documents were asked for and are overdue since " + due)));
    }

    private static LocalDate day(Instant at) {
        return LocalDate.ofInstant(at, CHINA);
    }

    /** Seats that nobody of the last minutes took. */
    private static Optional<Flag> seats(Case file) {
        return file.last(Body.Minutes.class).flatMap(minutes -> {
            List<String> empty = SEATS.entrySet().stream()
                    .filter(seat -> minutes.attendees().stream().noneMatch(a -> takes(a.role(), seat.getValue())))
                    .map(Map.Entry::getKey)
                    .toList();
            return empty.isEmpty()
                    ? Optional.empty()
                    : Optional.of(new Flag(
                            "seats",
                            Text.of(
                                    "沟通交流参会人员中没有：" + String.join("、", empty),
                                    "Parties that the guide wants at the consultation were absent: " + empty.size()
                                            + " of " + SEATS.size())));
        });
    }

    /** Money of third parties is disclosed in the protocol too (guide, part 9). */
    private static Optional<Flag> undisclosed(Case file) {
        List<String> missing = Disclosures.missing(file);
        return missing.isEmpty()
                ? Optional.empty()
                : Optional.of(new Flag(
                        "undisclosed",
                        Text.of(
                                "已声明的第三方资助未写入评价方案：" + String.join("、", missing),
                                "Money of third parties that was declared is not in the protocol: "
                                        + String.join(", ", missing))));
    }

    /** A prospective study has its protocol first and its people afterwards (guide, part 4, section 2). */
    private static Optional<Flag> earlySubject(Case file) {
        Optional<LocalDate> locked = file.filings().stream()
                .filter(f -> Set.of("lock-protocol", "lock-rapid-protocol").contains(f.act()))
                .map(f -> day(f.at()))
                .findFirst();
        return file.bodies(Body.DataCollection.class)
                .flatMap(c -> c.firstSubject().stream())
                .min(LocalDate::compareTo)
                .filter(first -> locked.filter(first::isBefore).isPresent())
                .map(first -> new Flag(
                        "early-subject",
                        Text.of(
                                "首例受试者入组（" + first + "）早于方案锁定（" + locked.orElseThrow() + "）",
                                "The first person entered on " + first + ", before the protocol was locked on "
                                        + locked.orElseThrow())));
    }

    /** Of the last report of the collection. */
    private static Optional<Flag> deviations(Case file) {
        return file.last(Body.DataCollection.class)
                .map(c -> c.rows().stream().filter(r -> !r.isAsPlanned()).count())
                .filter(count -> count > 0)
                .map(count -> new Flag(
                        "deviations",
                        Text.of(
                                "数据收集有 " + count + " 项与计划不符，见实施过程",
                                "The collection of data departs from the plan in " + count
                                        + " rows: see the conduct")));
    }

    /** The three key links of the conduct each have a quality control, once the analysis is done. */
    private static Optional<Flag> links(Case file) {
        boolean due = file.evaluation().state().isLocked()
                && file.of("finish-analysis").findAny().isPresent();
        Set<String> controlled = file.bodies(Body.QualityControl.class)
                .map(Body.QualityControl::link)
                .collect(Collectors.toSet());
        long missing = QualityLinks.links().stream()
                .filter(link -> !controlled.contains(link))
                .count();
        return due && missing > 0
                ? Optional.of(new Flag(
                        "quality-links",
                        Text.of(
                                "三个关键环节中有 " + missing + " 个没有质控记录",
                                missing + " of the three key links of the conduct have no quality control on file")))
                : Optional.empty();
    }

    private static boolean takes(String role, List<String> words) {
        String written = role.toLowerCase(java.util.Locale.ROOT).replace('_', ' ');
        return words.stream().anyMatch(written::contains);
    }
}
