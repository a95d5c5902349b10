package org.steelyard.platform.web;

import jakarta.servlet.http.HttpServletRequest;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import org.steelyard.kernel.Lang;
import org.steelyard.kernel.Text;
import org.steelyard.platform.account.Person;
import org.steelyard.platform.evaluation.ActService;
import org.steelyard.platform.export.WordFile;
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
    private final ActService acts;
    private final SignedIn signedIn;
    private final Records records;

    ExportController(
            EvaluationController evaluations,
            PublicController open,
            TodoController todo,
            ActService acts,
            SignedIn signedIn,
            Records records) {
        this.evaluations = evaluations;
        this.open = open;
        this.todo = todo;
        this.acts = acts;
        this.signedIn = signedIn;
        this.records = records;
    }

    @GetMapping(path = "/evaluations.xlsx", produces = XLSX)
    ResponseEntity<byte[]> list(Search search, HttpServletRequest request) {
        return workbook("evaluations", pages(page -> evaluations.list(search, page, PAGE, request)), request);
    }

    @GetMapping(path = "/public/evaluations.xlsx", produces = XLSX)
    ResponseEntity<byte[]> openList(Search search, HttpServletRequest request) {
        return workbook("repository", pages(page -> open.list(search, page, PAGE)), request);
    }

    @GetMapping(path = "/todo.xlsx", produces = XLSX)
    ResponseEntity<byte[]> todo(HttpServletRequest request) {
        return workbook(
                "todo",
                todo.todo(request).stream().map(TodoController.Todo::evaluation).toList(),
                request);
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

    private ResponseEntity<byte[]> workbook(String name, List<Answers.Summary> list, HttpServletRequest request) {
        Lang lang = ProblemHandler.lang(request);
        List<Text> heads = List.of(
                Text.of("编号", "Number"),
                Text.of("标题", "Title"),
                Text.of("阶段", "Stage"),
                Text.of("状态", "State"),
                Text.of("项目编码", "Item codes"),
                Text.of("疾病", "Disease"),
                Text.of("应用场景", "Scenario"),
                Text.of("维度", "Dimensions"),
                Text.of("地区", "Region"),
                Text.of("证据等级", "Grade"),
                Text.of("期限", "Due"),
                Text.of("更新时间", "Changed"));
        List<List<Object>> rows = list.stream()
                .map(e -> List.<Object>of(
                        e.number(),
                        e.title().in(lang),
                        e.stage(),
                        e.stateLabel().in(lang),
                        String.join(" ", e.itemCodes()),
                        e.disease(),
                        e.scenario(),
                        String.join(" ", e.dimensions()),
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

    /** Everything of an evaluation that the reader may see, in the order in which it was filed. */
    @GetMapping(path = "/evaluations/{id}/dossier.docx", produces = DOCX)
    ResponseEntity<byte[]> dossier(@PathVariable String id, HttpServletRequest request) {
        Person person = signedIn.person(request);
        Lang lang = ProblemHandler.lang(request);
        Answers.Whole whole =
                java.util.Objects.requireNonNull(evaluations.read(id, request).getBody());
        records.done(person, "export-dossier", "evaluation/" + id, Map.of());
        return attachment("dossier-" + whole.evaluation().number() + ".docx", dossier(whole, lang));
    }

    private byte[] dossier(Answers.Whole whole, Lang lang) {
        Answers.Summary e = whole.evaluation();
        WordFile file = new WordFile().title(e.title().in(lang)).text(e.number());
        file.table(List.of(
                List.of(word(lang, "项目", "Field"), word(lang, "内容", "Content")),
                List.of(word(lang, "状态", "State"), e.stateLabel().in(lang)),
                List.of(word(lang, "项目编码", "Item codes"), String.join("，", e.itemCodes())),
                List.of(word(lang, "疾病", "Disease"), e.disease()),
                List.of(word(lang, "证据等级", "Evidence grade"), e.grade().orElse("—")),
                List.of(word(lang, "期限", "Due"), e.dueOn().map(Object::toString).orElse("—"))));
        file.heading(1, word(lang, "参与方", "Parties"));
        List<List<String>> parties = new ArrayList<>();
        parties.add(List.of(word(lang, "角色", "Role"), word(lang, "单位", "Organisation"), word(lang, "人员", "Person")));
        whole.parties()
                .forEach(p -> parties.add(List.of(
                        p.role().label().in(lang),
                        whole.names().getOrDefault(p.organisation(), ""),
                        p.account().map(a -> whole.names().getOrDefault(a, "")).orElse(""))));
        file.table(parties);
        file.heading(1, word(lang, "过程记录", "What was filed"));
        whole.filings().forEach(f -> {
            file.heading(2, f.number() + ". " + f.label().in(lang));
            file.text(MINUTE.format(f.at()) + "  " + f.role().label().in(lang) + "  "
                    + whole.names().getOrDefault(f.by(), ""));
            file.text("SHA-256 " + f.sha256());
            content(file, f, lang);
        });
        return file.bytes();
    }

    private static void content(WordFile file, Answers.Entry filing, Lang lang) {
        if (Set.of("record-run").contains(filing.act())) {
            file.text(word(lang, "运行结果见平台结果页与报告。", "Results: see the results page and the report."));
            return;
        }
        tools.jackson.databind.JsonNode body =
                tools.jackson.databind.json.JsonMapper.shared().valueToTree(filing.body());
        body.properties().forEach(field -> {
            boolean empty = field.getValue().isNull()
                    || field.getValue().isContainer() && field.getValue().isEmpty();
            String text = field.getValue().isString()
                    ? field.getValue().asString()
                    : field.getValue().toString();
            if (!empty && !text.isBlank()) {
                file.text(field.getKey() + ": " + text);
            }
        });
    }

    private static String word(Lang lang, String zh, String en) {
        return lang == Lang.ZH ? zh : en;
    }
}
