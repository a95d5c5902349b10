package org.steelyard.platform.evaluation;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import org.steelyard.kernel.Digest;
import org.steelyard.kernel.Place;
import org.steelyard.kernel.SteelyardException;
import org.steelyard.kernel.Text;
import org.steelyard.platform.PlatformError;

/** Files of evaluations: approvals, minutes, reports. */
@Repository
public class Documents {

    private final JdbcClient jdbc;
    private final Clock clock;

    Documents(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    public record Document(
            String id, String evaluation, String name, String mediaType, String sha256, String by, Instant at) {}

    @Transactional(propagation = Propagation.MANDATORY)
    public Document add(String evaluation, String by, String name, String mediaType, byte[] content) {
        if (PeopleRows.in(name, content)) {
            throw SteelyardException.of(
                    PlatformError.PATIENT_DATA,
                    Place.field("name"),
                    Text.of(
                            "文件看起来含有逐人记录或身份标识，平台不保存患者层面数据",
                            "the file looks like rows of people, or names them; no patient-level data enters the platform"),
                    Text.of(
                            "患者数据留在数据提供方；只上传汇总表与文件",
                            "data of patients stay with their provider: upload aggregates and documents"));
        }
        Document document = new Document(
                UUID.randomUUID().toString(),
                evaluation,
                name,
                mediaType,
                Digest.of(content).hex(),
                by,
                clock.instant());
        jdbc.sql("INSERT INTO document (id, evaluation_id, name, media_type, sha256, uploaded_by, uploaded_at, content)"
                        + " VALUES (?, ?, ?, ?, ?, ?, ?, ?)")
                .params(
                        document.id(),
                        evaluation,
                        name,
                        mediaType,
                        document.sha256(),
                        by,
                        OffsetDateTime.ofInstant(document.at(), ZoneOffset.UTC),
                        Base64.getEncoder().encodeToString(content))
                .update();
        return document;
    }

    public List<Document> of(String evaluation) {
        return jdbc.sql("SELECT * FROM document WHERE evaluation_id = ? ORDER BY uploaded_at, id")
                .param(evaluation)
                .query((row, n) -> document(row))
                .list();
    }

    public Optional<Document> find(String evaluation, String id) {
        return jdbc.sql("SELECT * FROM document WHERE evaluation_id = ? AND id = ?")
                .params(evaluation, id)
                .query((row, n) -> document(row))
                .optional();
    }

    public byte[] content(String id) {
        String text = jdbc.sql("SELECT content FROM document WHERE id = ?")
                .param(id)
                .query(String.class)
                .single();
        return Base64.getDecoder().decode(text);
    }

    private static Document document(ResultSet row) throws SQLException {
        return new Document(
                row.getString("id"),
                row.getString("evaluation_id"),
                row.getString("name"),
                row.getString("media_type"),
                row.getString("sha256"),
                row.getString("uploaded_by"),
                row.getObject("uploaded_at", OffsetDateTime.class).toInstant());
    }
}
