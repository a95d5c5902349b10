package org.steelyard.platform.web;

import jakarta.servlet.http.HttpServletRequest;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.steelyard.kernel.Lang;
import org.steelyard.kernel.Text;
import org.steelyard.platform.account.Accounts;
import org.steelyard.platform.account.Person;
import org.steelyard.platform.evaluation.Documents;
import org.steelyard.platform.export.Words;
import org.steelyard.platform.export.Workbooks;

/** Lists to Excel and an evaluation's dossier to Word: what the reader sees on the page, and nothing else. */
@RestController
@RequestMapping("/api/v1")
class ExportController {

    private static final String XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
    private static final String DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document";
    private static final int PAGE = 200;
    private static final int MOST_PAGES = 50;
    private static final DateTimeFormatter MINUTE =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm").withZone(ZoneId.of("Asia/Shanghai"));

    private final EvaluationController evaluations;
    private final PublicController open;
    private final TodoController todo;
    private final SignedIn signedIn;
    private final Records records;
    private final Accounts accounts;
    private final Documents documents;

    ExportController(
            EvaluationController evaluations,
            PublicController open,
            TodoController todo,
            SignedIn signedIn,
            Records records,
            Accounts accounts,
            Documents documents) {
        this.accounts = accounts;
        this.documents = documents;
        this.evaluations = evaluations;
        this.open = open;
        this.todo = todo;
        this.signedIn = signedIn;
        this.records = records;
    }

    /** @param lang zh or en; that of the request if absent */
    @GetMapping(path = "/evaluations.xlsx", produces = XLSX)
    ResponseEntity<byte[]> list(
            Search search, @RequestParam(required = false) @Nullable String lang, HttpServletRequest request) {
        return workbook(
                "evaluations",
                pages(page -> evaluations.list(search, page, PAGE, request)),
                ProblemHandler.lang(lang, request));
    }

    /** @param lang zh or en; that of the request if absent */
    @GetMapping(path = "/public/evaluations.xlsx", produces = XLSX)
    ResponseEntity<byte[]> openList(
            Search search, @RequestParam(required = false) @Nullable String lang, HttpServletRequest request) {
        return workbook("repository", pages(page -> open.list(search, page, PAGE)), ProblemHandler.lang(lang, request));
    }

    /** @param lang zh or en; that of the request if absent */
    @GetMapping(path = "/todo.xlsx", produces = XLSX)
    ResponseEntity<byte[]> todo(@RequestParam(required = false) @Nullable String lang, HttpServletRequest request) {
        return workbook(
                "todo",
                todo.todo(PAGE, request).stream()
                        .map(TodoController.Todo::evaluation)
                        .toList(),
                ProblemHandler.lang(lang, request));
    }

    private interface Source {
        Answers.Page<Answers.Summary> page(int number);
    }

    private static List<Answers.Summary> pages(Source source) {
        List<Answers.Summary> all = new ArrayList<>();
        for (int page = 0; page < MOST_PAGES; page++) {
            Answers.Page<Answers.Summary> some = source.page(page);
            all.addAll(some.items());
            if (all.size() >= some.total()) {
                break;
            }
        }
        return all;
    }

    private ResponseEntity<byte[]> workbook(String name, List<Answers.Summary> list, Lang lang) {
        List<Text> heads = List.of(
                Text.of("编号", "Number"),
                Text.of("名称", "Title"),
                Text.of("环节", "Stage"),
                Text.of("状态", "State"),
                Text.of("项目编码", "Item codes"),
                Text.of("疾病", "Disease"),
                Text.of("政策场景", "Scenario"),
                Text.of("评价维度", "Dimensions"),
                Text.of("行政区划", "Region"),
                Text.of("证据等级", "Grade"),
                Text.of("期限", "Due"),
                Text.of("最近变更", "Last change"));
        List<List<Object>> rows = list.stream()
                .map(e -> List.<Object>of(
                        e.number(),
                        e.title().in(lang),
                        e.stage(),
                        e.stateLabel().in(lang),
                        String.join(lang == Lang.ZH ? "、" : ", ", e.itemCodes()),
                        e.disease(),
                        Words.choice(e.scenario()).map(t -> t.in(lang)).orElse(e.scenario()),
                        e.dimensions().stream()
                                .map(d -> Words.choice(d).map(t -> t.in(lang)).orElse(d))
                                .collect(Collectors.joining(lang == Lang.ZH ? "、" : ", ")),
                        e.region(),
                        e.grade().orElse(""),
                        e.dueOn().map(Object::toString).orElse(""),
                        MINUTE.format(e.changedAt())))
                .toList();
        byte[] file = Workbooks.write(name, heads.stream().map(t -> t.in(lang)).toList(), rows);
        return attachment(name + ".xlsx", file);
    }

    private static ResponseEntity<byte[]> attachment(String name, byte[] file) {
        return ResponseEntity.ok()
                .header(HttpHeaders.CONTENT_DISPOSITION, "attachment; filename=\"" + name + "\"")
                .body(file);
    }

    /**
     * Everything of an evaluation that the reader may see, in the order in which it was filed.
     *
     * @param chosen zh or en; that of the request if absent
     */
    @GetMapping(path = "/evaluations/{id}/dossier.docx", produces = DOCX)
    ResponseEntity<byte[]> dossier(
            @PathVariable String id,
            @RequestParam(name = "lang", required = false) @Nullable String chosen,
            HttpServletRequest request) {
        Person person = signedIn.person(request);
        Lang lang = ProblemHandler.lang(chosen, request);
        Answers.Whole whole =
                java.util.Objects.requireNonNull(evaluations.read(id, request).getBody());
        records.done(person, "export-dossier", "evaluation/" + id, Map.of());
        Map<String, String> names = new HashMap<>(whole.names());
        accounts.organisations().forEach(o -> names.put(o.id(), lang == Lang.ZH ? o.nameZh() : o.nameEn()));
        documents.of(id).forEach(d -> names.put(d.id(), d.name()));
        return attachment("dossier-" + whole.evaluation().number() + ".docx", new Dossier(lang, names).write(whole));
    }
}
