package org.steelyard.protocol;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.steelyard.kernel.Digest;
import org.steelyard.kernel.Place;
import org.steelyard.kernel.SteelyardException;
import org.steelyard.kernel.Text;
import org.steelyard.protocol.PlanStatus.Lock;
import org.steelyard.protocol.PlanStatus.LockedAnalysis;
import org.steelyard.protocol.PlanStatus.Previous;
import org.steelyard.protocol.Protocol.Amendment;
import org.steelyard.protocol.internal.AtomicFile;
import org.steelyard.protocol.internal.LockFormat;
import org.steelyard.protocol.internal.Versions;

/**
 * Fixes a plan before its results are known, and refuses one that changed since.
 *
 * <p>The lock is a file {@code <name>.lock.json} beside the plan. It holds two digests: of the file's bytes, against which a
 * run is checked, and of the canonical form, which tells whether a change of bytes changed the content at all. An amendment
 * is a new version of the plan with an entry in {@code amendments}; locking it keeps the history.
 *
 * <p>A lock shows that a file is unchanged since the lock was written. It cannot show that nobody replaced both files; that
 * is the task of the ledger or of a registry which holds the digest.
 */
public final class ProtocolLock {

    private ProtocolLock() {}

    /** Where the lock of a plan lies: {@code plan.yaml} has {@code plan.lock.json}. */
    public static Path lockFile(Path plan) {
        String name = ProtocolFile.fileName(plan);
        int dot = name.lastIndexOf('.');
        return plan.resolveSibling((dot > 0 ? name.substring(0, dot) : name) + ".lock.json");
    }

    /** Locks a plan, or a new version of one whose lock lies beside it. */
    public static Lock lock(Path plan, Clock clock, String steelyardVersion) {
        return lock(plan, lockFile(plan), clock, steelyardVersion);
    }

    /**
     * Locks a new version that lies in a file of its own.
     *
     * @param previousLock lock of the earlier version; it may be absent
     */
    public static Lock lock(Path plan, Path previousLock, Clock clock, String steelyardVersion) {
        PlanFile file = ProtocolFile.load(plan);
        Optional<Lock> before = read(previousLock);
        if (before.isEmpty() && !previousLock.equals(lockFile(plan))) {
            throw LockProblems.damaged(ProtocolFile.fileName(previousLock));
        }
        before.ifPresent(lock -> mayFollow(file, lock));
        Lock lock = new Lock(
                LockFormat.SCHEMA,
                file.protocol().id(),
                file.protocol().version(),
                file.name(),
                file.bytesSha256(),
                file.canonicalSha256(),
                clock.instant().truncatedTo(ChronoUnit.SECONDS),
                steelyardVersion,
                analyses(file, before, resultsSeen(plan, previousLock, before)),
                history(before));
        write(lockFile(plan), lock);
        return lock;
    }

    /** Whether the plan is locked; a failure when it changed since. */
    public static PlanStatus verify(Path plan) {
        Optional<Lock> lock = read(lockFile(plan));
        if (lock.isEmpty()) {
            return new PlanStatus.Unlocked();
        }
        PlanStatus status = verify(ProtocolFile.bytes(plan), ProtocolFile.fileName(plan), lock.get());
        Protocol locked = ProtocolFile.load(plan).protocol();
        if (!locked.id().equals(lock.get().protocolId())
                || !locked.version().equals(lock.get().version())) {
            throw LockProblems.damaged(ProtocolFile.fileName(lockFile(plan)));
        }
        return status;
    }

    /** The same without files: these bytes against this lock. */
    public static PlanStatus verify(byte[] bytes, String name, Lock lock) {
        if (Digest.of(bytes).equals(lock.bytesSha256())) {
            return new PlanStatus.Locked(lock);
        }
        throw LockProblems.changed(name, lock, kindOfChange(bytes, name, lock));
    }

    private static Text kindOfChange(byte[] bytes, String name, Lock lock) {
        try {
            PlanFile now = ProtocolFile.load(bytes, name);
            return now.canonicalSha256().equals(lock.canonicalSha256())
                    ? Text.of("仅注释、排版或写法有变，内容未变", "only comments, layout or spelling changed, the content did not")
                    : Text.of("内容已变；摘要只能说明有变，不能指出何处", "the content changed; a digest tells that, not where");
        } catch (SteelyardException e) {
            return Text.of("改动后的文件已不是合格的方案", "the changed file is no valid plan any more");
        }
    }

    private static void mayFollow(PlanFile file, Lock before) {
        Protocol plan = file.protocol();
        if (!plan.id().equals(before.protocolId())) {
            throw LockProblems.notAmended(
                    file.name(),
                    Text.of(
                            "已有的锁属于另一方案 " + before.protocolId() + "。",
                            "The lock that is there belongs to another plan, " + before.protocolId() + "."));
        }
        int order = Versions.compare(plan.version(), before.version());
        if (order == 0) {
            throw LockProblems.alreadyLocked(file.name(), before);
        }
        if (order < 0) {
            throw LockProblems.notAmended(
                    file.name(),
                    Text.of(
                            "版本 " + plan.version() + " 早于已锁定的 " + before.version() + "。",
                            "Version " + plan.version() + " is before the locked " + before.version() + "."));
        }
        if (plan.amendments().stream().noneMatch(a -> Versions.compare(a.version(), plan.version()) == 0)) {
            throw LockProblems.notAmended(
                    file.name(),
                    Text.of(
                            "版本 " + plan.version() + " 未列入 amendments。",
                            "Version " + plan.version() + " is not listed in amendments."));
        }
    }

    /**
     * Once an amendment says that results had been seen, whatever is added or changed in that version or any later one is
     * exploratory; so is what a version before made exploratory. Analyses that are gone stay on the list, so that taking one
     * out and putting it back does not wash it. A plan that is first locked after results were seen has nothing
     * pre-specified.
     */
    private static List<LockedAnalysis> analyses(PlanFile file, Optional<Lock> before, boolean ran) {
        boolean seen = ran
                || (before.isPresent() && file.protocol().amendments().stream().anyMatch(Amendment::afterResults));
        String version = file.protocol().version();
        List<LockedAnalysis> old = before.map(Lock::analyses).orElse(List.of());
        List<LockedAnalysis> out = new ArrayList<>();
        file.analysisDigests().forEach((id, digest) -> {
            Optional<LockedAnalysis> known =
                    old.stream().filter(a -> a.id().equals(id)).findFirst();
            boolean unchanged = known.filter(a -> a.sha256().equals(digest)).isPresent();
            boolean exploratory = known.filter(LockedAnalysis::exploratory).isPresent() || (seen && !unchanged);
            String since = unchanged ? known.orElseThrow().since() : version;
            out.add(new LockedAnalysis(id, digest, since, exploratory));
        });
        old.stream().filter(a -> !file.analysisDigests().containsKey(a.id())).forEach(out::add);
        return out;
    }

    /** Whether a run of this plan, or of the version before it, is noted: then its results have been seen. */
    private static boolean resultsSeen(Path plan, Path previousLock, Optional<Lock> before) {
        return !RunNotes.read(plan).isEmpty()
                || before.filter(lock -> !RunNotes.read(previousLock.resolveSibling(lock.file()))
                                .isEmpty())
                        .isPresent();
    }

    private static List<Previous> history(Optional<Lock> before) {
        if (before.isEmpty()) {
            return List.of();
        }
        Lock lock = before.get();
        List<Previous> out = new ArrayList<>(lock.previous());
        out.add(new Previous(lock.version(), lock.bytesSha256(), lock.canonicalSha256(), lock.lockedAt()));
        return out;
    }

    private static Optional<Lock> read(Path file) {
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        try {
            return Optional.of(LockFormat.parse(Files.readAllBytes(file)));
        } catch (IOException | RuntimeException e) {
            throw LockProblems.damaged(ProtocolFile.fileName(file));
        }
    }

    private static void write(Path file, Lock lock) {
        try {
            AtomicFile.write(file, LockFormat.bytes(lock));
        } catch (IOException e) {
            throw SteelyardException.of(
                    ProtocolError.LOCK_NOT_WRITTEN,
                    Place.file(ProtocolFile.fileName(file)),
                    Text.of("锁文件未能写入，方案未锁定。", "The lock could not be written; the plan is not locked."),
                    Text.of("检查文件夹的写入权限和磁盘空间。", "Check permission to write there and free space."));
        }
    }
}
