package org.steelyard.platform.evaluation;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.steelyard.governance.process.Stage;
import org.steelyard.governance.process.State;

/** How long evaluations stay in each stage, and how long it takes from the application to a decision on payment. */
public final class Timings {

    private static final double DAY = Duration.ofDays(1).toMillis();
    private static final ZoneId CHINA = ZoneId.of("Asia/Shanghai");

    private Timings() {}

    /** One state of one evaluation, entered at a moment. */
    public record Entered(State state, Instant at) {}

    /**
     * @param evaluations that have left the stage; @param medianDays of all their time in it; empty if none has
     */
    public record StageTime(Stage stage, int evaluations, Optional<Double> medianDays) {}

    /** @param began day of the application; @param decided of the first decision on price, catalogue or payment that cites it */
    public record Paid(Instant began, LocalDate decided) {}

    /**
     * When each state began. A filing is written with the state that it found, so that a state begins with the filing before the
     * first that found it.
     *
     * @param found state and moment of each filing; @param present the state now
     */
    static List<Entered> course(List<Entered> found, State present) {
        List<Entered> course = new ArrayList<>();
        for (int i = 0; i < found.size(); i++) {
            if (i == 0) {
                course.add(found.getFirst());
            } else if (found.get(i).state() != found.get(i - 1).state()) {
                course.add(new Entered(found.get(i).state(), found.get(i - 1).at()));
            }
        }
        if (!course.isEmpty() && course.getLast().state() != present) {
            course.add(new Entered(present, found.getLast().at()));
        }
        return course;
    }

    /** @param courses the states of each evaluation in their order */
    public static List<StageTime> stages(List<List<Entered>> courses) {
        Map<Stage, List<Double>> days = new EnumMap<>(Stage.class);
        for (List<Entered> course : courses) {
            Map<Stage, Double> sums = new EnumMap<>(Stage.class);
            for (int i = 0; i + 1 < course.size(); i++) {
                Stage stage = course.get(i).state().stage();
                double stay =
                        Duration.between(course.get(i).at(), course.get(i + 1).at())
                                        .toMillis()
                                / DAY;
                sums.merge(stage, stay, Double::sum);
            }
            if (!course.isEmpty() && !course.getLast().state().isEnd()) {
                // it is still there: what it has spent in this stage so far is no duration yet
                sums.remove(course.getLast().state().stage());
            }
            sums.forEach((stage, sum) ->
                    days.computeIfAbsent(stage, s -> new ArrayList<>()).add(sum));
        }
        return Arrays.stream(Stage.values())
                .map(stage -> {
                    List<Double> all = days.getOrDefault(stage, List.of());
                    return new StageTime(stage, all.size(), median(all));
                })
                .toList();
    }

    /** A decision that is older than the application did not go by it, and is left out. */
    public static Optional<Double> toPayment(List<Paid> paid) {
        return median(paid.stream()
                .filter(p -> !p.decided().isBefore(LocalDate.ofInstant(p.began(), CHINA)))
                .map(p -> (double) ChronoUnit.DAYS.between(LocalDate.ofInstant(p.began(), CHINA), p.decided()))
                .toList());
    }

    static Optional<Double> median(List<Double> values) {
        if (values.isEmpty()) {
            return Optional.empty();
        }
        List<Double> sorted = values.stream().sorted().toList();
        int middle = sorted.size() / 2;
        return Optional.of(
                sorted.size() % 2 == 1 ? sorted.get(middle) : (sorted.get(middle - 1) + sorted.get(middle)) / 2);
    }
}
