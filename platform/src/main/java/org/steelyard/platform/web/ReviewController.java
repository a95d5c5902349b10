package org.steelyard.platform.web;

import jakarta.servlet.http.HttpServletRequest;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.random.RandomGenerator;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.steelyard.kernel.Place;
import org.steelyard.kernel.SteelyardException;
import org.steelyard.kernel.Text;
import org.steelyard.platform.PlatformError;
import org.steelyard.platform.account.Accounts;
import org.steelyard.platform.account.Person;
import org.steelyard.platform.evaluation.Body;
import org.steelyard.platform.evaluation.Case;
import org.steelyard.platform.evaluation.Documents;
import org.steelyard.platform.evaluation.ExpertPool;
import org.steelyard.platform.evaluation.Filing;
import org.steelyard.platform.evaluation.Readings;
import org.steelyard.platform.evaluation.ReportCheck;
import org.steelyard.platform.evaluation.Samples;

/** What helps a review along: draws of experts and of records, and who read an evaluation. */
@RestController
@RequestMapping("/api/v1/evaluations/{id}")
class ReviewController {

    private static final int LARGEST_SAMPLE = 10_000;
    private static final int MOST_READINGS = 1000;

    /** Seeds that a person can write down. */
    private static final int LARGEST_SEED = 1_000_000_000;

    private final EvaluationController evaluations;
    private final ExpertPool pool;
    private final Readings readings;
    private final Accounts accounts;
    private final Documents documents;
    private final SignedIn signedIn;
    private final RandomGenerator random = RandomGenerator.of("SecureRandom");

    ReviewController(
            EvaluationController evaluations,
            ExpertPool pool,
            Readings readings,
            Accounts accounts,
            Documents documents,
            SignedIn signedIn) {
        this.evaluations = evaluations;
        this.pool = pool;
        this.readings = readings;
        this.accounts = accounts;
        this.documents = documents;
        this.signedIn = signedIn;
    }

    /** @param seed of an earlier draw that is to be repeated */
    @GetMapping("/experts/draw")
    ExpertPool.Draw draw(@PathVariable String id, @RequestParam Optional<Long> seed, HttpServletRequest request) {
        Case file = evaluations.visible(signedIn.person(request), id);
        return pool.draw(file, seed.orElseGet(() -> (long) random.nextInt(1, LARGEST_SEED)));
    }

    /** @param rows numbers of rows of the extracted file, from 1 */
    record Sample(int extraction, long frame, long seed, List<Long> rows) {}

    /** @param extraction number of the filing of the extraction */
    @GetMapping("/sample")
    Sample sample(
            @PathVariable String id,
            @RequestParam int extraction,
            @RequestParam int size,
            @RequestParam Optional<Long> seed,
            HttpServletRequest request) {
        Case file = evaluations.visible(signedIn.person(request), id);
        long frame = file.filings().stream()
                .filter(f -> f.number() == extraction)
                .map(Filing::body)
                .filter(Body.Extraction.class::isInstance)
                .map(Body.Extraction.class::cast)
                .findFirst()
                .map(Body.Extraction::rows)
                .orElseThrow(() -> bad("extraction", Text.of("没有这次数据提取登记", "there is no such extraction")));
        long most = Math.min(LARGEST_SAMPLE, frame);
        if (size < 1 || size > most) {
            throw bad("size", Text.of("抽样数应为 1—" + most, "a sample has 1 to " + most + " rows"));
        }
        long chosen = seed.orElseGet(() -> (long) random.nextInt(1, LARGEST_SEED));
        return new Sample(extraction, frame, chosen, Samples.rows(frame, size, chosen));
    }

    private static SteelyardException bad(String field, Text what) {
        return SteelyardException.of(
                PlatformError.BAD_BODY,
                Place.field(field),
                what,
                Text.of("数据提取登记见全程记录", "extractions are in the history"));
    }

    /** The numbers of the last report beside those of its run: one that was altered by hand is found. */
    @GetMapping("/report-check")
    ReportCheck reportCheck(@PathVariable String id, HttpServletRequest request) {
        Case file = evaluations.visible(signedIn.person(request), id);
        return ReportCheck.Reported.last(file)
                .orElseThrow(() -> SteelyardException.of(
                        PlatformError.NOT_FOUND,
                        Place.NONE,
                        Text.of("尚未提交报告", "no report has been submitted"),
                        Text.of("提交报告后再核对", "look again once there is one")))
                .check(id, documents);
    }

    /** @param names of people, by id */
    record Readers(List<Readings.Reading> readings, Map<String, String> names) {}

    @GetMapping("/readings")
    Readers readings(
            @PathVariable String id, @RequestParam(defaultValue = "200") int size, HttpServletRequest request) {
        Person person = signedIn.person(request);
        evaluations.visible(person, id);
        List<Readings.Reading> latest = readings.of(id, Math.clamp(size, 1, MOST_READINGS));
        Set<String> people = new HashSet<>();
        latest.forEach(r -> r.account().ifPresent(people::add));
        return new Readers(latest, accounts.names(people, Set.of()));
    }
}
