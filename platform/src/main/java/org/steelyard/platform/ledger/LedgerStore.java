package org.steelyard.platform.ledger;

import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.time.Clock;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import org.steelyard.governance.ledger.Checkpoint;
import org.steelyard.governance.ledger.Entry;
import org.steelyard.governance.ledger.Event;
import org.steelyard.governance.ledger.Ledger;
import org.steelyard.governance.ledger.MerkleTree;
import org.steelyard.kernel.Place;
import org.steelyard.kernel.SteelyardException;
import org.steelyard.kernel.Text;
import org.steelyard.platform.PlatformError;

/**
 * The ledger's tables. An entry is appended in the transaction of what it tells of, so that neither is ever without the
 * other; the row of the head is locked, so that entries have one order.
 */
@Repository
public class LedgerStore {

    private static final String ORIGIN = "steelyard";

    private final JdbcClient jdbc;
    private final Clock clock;

    private final String outsideKey;

    /** @param outsideKey PEM of a private key that somebody else keeps; empty: the database has it */
    LedgerStore(JdbcClient jdbc, Clock clock, @Value("${steelyard.ledger-key}") String outsideKey) {
        this.jdbc = jdbc;
        this.clock = clock;
        this.outsideKey = outsideKey;
    }

    /** Within the caller's transaction, which must exist. */
    @Transactional(propagation = Propagation.MANDATORY)
    public Entry append(Event event) {
        Ledger.Appended appended = lockedHead().append(event);
        Entry entry = appended.entry();
        jdbc.sql("INSERT INTO ledger_entry (index_number, line, hash) VALUES (?, ?, ?)")
                .params(entry.index(), entry.line(), entry.hash())
                .update();
        jdbc.sql("UPDATE ledger_head SET tree = ?, previous = ? WHERE id = 1")
                .params(appended.head().tree().encode(), appended.head().previous())
                .update();
        return entry;
    }

    /** A refusal is written in a transaction of its own: that of the act was rolled back. */
    @Transactional(propagation = Propagation.REQUIRES_NEW)
    public void appendRefusal(Event event) {
        append(event);
    }

    /** Creates head and key at the first start. */
    @Transactional
    public void prepare() {
        if (isPrepared()) {
            keyFits();
            return;
        }
        Base64.Encoder base64 = Base64.getEncoder();
        KeyPair key =
                outsideKey.isEmpty() ? newKey() : new KeyPair(LedgerKey.open(outsideKey), LedgerKey.read(outsideKey));
        jdbc.sql("INSERT INTO ledger_head (id, tree, previous) VALUES (1, ?, ?)")
                .params(Ledger.EMPTY.tree().encode(), Ledger.EMPTY.previous())
                .update();
        jdbc.sql("INSERT INTO ledger_key (id, private_key, public_key) VALUES (1, ?, ?)")
                .params(
                        outsideKey.isEmpty()
                                ? base64.encodeToString(key.getPrivate().getEncoded())
                                : "",
                        base64.encodeToString(key.getPublic().getEncoded()))
                .update();
    }

    /** A ledger has one key for its life: another one would sign what nobody can verify. */
    private void keyFits() {
        String open = jdbc.sql("SELECT public_key FROM ledger_key WHERE id = 1")
                .query(String.class)
                .single();
        boolean inside = !jdbc.sql("SELECT private_key FROM ledger_key WHERE id = 1")
                .query(String.class)
                .single()
                .isEmpty();
        boolean fits = outsideKey.isEmpty()
                ? inside
                : Base64.getEncoder()
                        .encodeToString(LedgerKey.open(outsideKey).getEncoded())
                        .equals(open);
        if (!fits) {
            throw SteelyardException.of(
                    PlatformError.BAD_SETTING,
                    Place.field("ledger-key"),
                    Text.of("不是本账本的签名私钥", "is not the key of this ledger"),
                    Text.of("使用建库时的私钥文件", "name the file of the key with which the ledger began"));
        }
    }

    public boolean isPrepared() {
        return jdbc.sql("SELECT COUNT(*) FROM ledger_head").query(Long.class).single() > 0;
    }

    /** Signs the present head, unless it has been signed already; nothing is signed of an empty ledger. */
    @Transactional
    public Optional<Checkpoint> checkpoint() {
        Ledger head = lockedHead();
        long size = head.tree().size();
        boolean signed = jdbc.sql("SELECT COUNT(*) FROM ledger_checkpoint WHERE size = ?")
                        .param(size)
                        .query(Long.class)
                        .single()
                > 0;
        if (size == 0 || signed) {
            return Optional.empty();
        }
        Checkpoint checkpoint = Checkpoint.sign(ORIGIN, head.tree(), clock.instant(), privateKey());
        jdbc.sql("INSERT INTO ledger_checkpoint (size, line) VALUES (?, ?)")
                .params(size, checkpoint.line())
                .update();
        return Optional.of(checkpoint);
    }

    public List<String> checkpoints() {
        return jdbc.sql("SELECT line FROM ledger_checkpoint ORDER BY size")
                .query((row, n) -> row.getString(1))
                .list();
    }

    /** @param from index of the first; the caller closes the stream */
    public Stream<String> lines(long from, int limit) {
        return jdbc
                .sql("SELECT line FROM ledger_entry WHERE index_number >= ? ORDER BY index_number LIMIT ?")
                .params(from, limit)
                .query((row, n) -> row.getString(1))
                .stream();
    }

    public long size() {
        return head().tree().size();
    }

    public String root() {
        return head().tree().root();
    }

    /** The public key, PEM. */
    public String publicKey() {
        String body = jdbc.sql("SELECT public_key FROM ledger_key WHERE id = 1")
                .query(String.class)
                .single();
        return "-----BEGIN PUBLIC KEY-----\n" + body + "\n-----END PUBLIC KEY-----\n";
    }

    private Ledger lockedHead() {
        return jdbc.sql("SELECT tree, previous FROM ledger_head WHERE id = 1 FOR UPDATE")
                .query((row, n) -> new Ledger(MerkleTree.decode(row.getString("tree")), row.getString("previous")))
                .single();
    }

    private Ledger head() {
        return jdbc.sql("SELECT tree, previous FROM ledger_head WHERE id = 1")
                .query((row, n) -> new Ledger(MerkleTree.decode(row.getString("tree")), row.getString("previous")))
                .single();
    }

    private PrivateKey privateKey() {
        if (!outsideKey.isEmpty()) {
            return LedgerKey.read(outsideKey);
        }
        String body = jdbc.sql("SELECT private_key FROM ledger_key WHERE id = 1")
                .query(String.class)
                .single();
        try {
            return KeyFactory.getInstance("Ed25519")
                    .generatePrivate(new PKCS8EncodedKeySpec(Base64.getDecoder().decode(body)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("the ledger's key cannot be read", e);
        }
    }

    private static KeyPair newKey() {
        try {
            return KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has Ed25519", e);
        }
    }
}
