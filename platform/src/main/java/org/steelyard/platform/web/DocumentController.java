package org.steelyard.platform.web;

import jakarta.servlet.http.HttpServletRequest;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.steelyard.governance.process.Relation;
import org.steelyard.kernel.Place;
import org.steelyard.kernel.SteelyardException;
import org.steelyard.kernel.Text;
import org.steelyard.platform.PlatformError;
import org.steelyard.platform.account.Person;
import org.steelyard.platform.evaluation.Case;
import org.steelyard.platform.evaluation.Documents;
import org.steelyard.platform.evaluation.FileKinds;

/** Files of an evaluation. They are handed back as they came, never shown inside the page. */
@RestController
@RequestMapping("/api/v1/evaluations/{id}/documents")
class DocumentController {

    private static final int LARGEST = 20 * 1024 * 1024;

    /** Folders, control characters, and those that turn the direction of writing and let gpj.exe look like exe.jpg. */
    private static final Pattern FORBIDDEN = Pattern.compile("[/\\\\\\p{Cntrl}\\u202A-\\u202E\\u2066-\\u2069]");

    private final Documents documents;
    private final EvaluationController evaluations;
    private final SignedIn signedIn;
    private final Records records;

    DocumentController(Documents documents, EvaluationController evaluations, SignedIn signedIn, Records records) {
        this.documents = documents;
        this.evaluations = evaluations;
        this.signedIn = signedIn;
        this.records = records;
    }

    @PostMapping
    @Transactional
    Documents.Document add(
            @PathVariable String id,
            @RequestParam String name,
            @RequestHeader(name = HttpHeaders.CONTENT_TYPE, defaultValue = "application/octet-stream") String type,
            @RequestBody byte[] content,
            HttpServletRequest request) {
        Person person = signedIn.person(request);
        Case file = evaluations.summarised(person, id);
        boolean takesPart = person.roles().stream()
                .map(role -> file.relation(person, role))
                .anyMatch(r -> r == Relation.OWN || r == Relation.ORGANISATION);
        if (!takesPart) {
            throw SteelyardException.of(
                    PlatformError.FORBIDDEN,
                    Place.NONE,
                    Text.of("您不是该评价的参与方", "you take no part in this evaluation"),
                    Text.of("由参与方上传", "somebody who takes part has to upload it"));
        }
        if (content.length > LARGEST
                || name.length() > 200
                || FORBIDDEN.matcher(name).find()) {
            throw SteelyardException.of(
                    PlatformError.BAD_BODY,
                    Place.field("name"),
                    Text.of(
                            "文件超过 20 MB，或文件名含有不允许的字符",
                            "the file is larger than 20 MB, or its name holds forbidden characters"),
                    Text.of("缩小文件或更改文件名", "make it smaller or rename it"));
        }
        if (!FileKinds.fits(name, content)) {
            throw SteelyardException.of(
                    PlatformError.BAD_FILE,
                    Place.field("name"),
                    Text.of(
                            "文件类型不在允许之列，或内容与扩展名不符",
                            "the kind of file is not allowed, or its content is not what its name says"),
                    Text.of(
                            "允许：" + String.join("、", FileKinds.endings()),
                            "allowed: " + String.join(", ", FileKinds.endings())));
        }
        Documents.Document document = documents.add(id, person.id(), name, type, content);
        records.within(
                person,
                "add-document",
                "evaluation/" + id,
                Map.of("document", document.id(), "sha256", document.sha256()));
        return document;
    }

    @GetMapping
    List<Documents.Document> list(@PathVariable String id, HttpServletRequest request) {
        evaluations.visible(signedIn.person(request), id);
        return documents.of(id);
    }

    @GetMapping("/{document}")
    ResponseEntity<byte[]> read(@PathVariable String id, @PathVariable String document, HttpServletRequest request) {
        Person person = signedIn.person(request);
        evaluations.visible(person, id);
        Documents.Document found = documents
                .find(id, document)
                .orElseThrow(() -> SteelyardException.of(
                        PlatformError.NOT_FOUND,
                        Place.NONE,
                        Text.of("没有这个文件", "there is no such file"),
                        Text.of("文件见列表", "files are in the list")));
        records.done(person, "read-document", "evaluation/" + id, Map.of("document", found.id()));
        return ResponseEntity.ok()
                .header(HttpHeaders.CONTENT_TYPE, "application/octet-stream")
                .header(
                        HttpHeaders.CONTENT_DISPOSITION,
                        ContentDisposition.attachment()
                                .filename(found.name(), StandardCharsets.UTF_8)
                                .build()
                                .toString())
                .body(documents.content(found.id()));
    }
}
