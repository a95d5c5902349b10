package org.steelyard.protocol;

import org.steelyard.kernel.Place;
import org.steelyard.kernel.SteelyardException;
import org.steelyard.kernel.Text;
import org.steelyard.protocol.PlanStatus.Lock;

/** Failures of locking, in words. */
final class LockProblems {

    private LockProblems() {}

    static SteelyardException changed(String name, Lock lock, Text kind) {
        return SteelyardException.of(
                ProtocolError.CHANGED_AFTER_LOCK,
                Place.file(name),
                Text.of(
                        "方案锁定（版本 " + lock.version() + "，" + lock.lockedAt() + "）后被改动，拒绝执行：" + kind.zh() + "。锁定摘要 "
                                + lock.bytesSha256().brief() + "。",
                        "The plan changed after it was locked (version " + lock.version() + ", " + lock.lockedAt()
                                + ") and is refused: " + kind.en() + ". Locked digest "
                                + lock.bytesSha256().brief() + "."),
                Text.of(
                        "恢复锁定时的文件；确需修订时提高 version，在 amendments 中写明修订内容与理由，再执行 steelyard protocol lock。",
                        "Restore the locked file; or, to amend it, raise version, say what and why in amendments, and run"
                                + " steelyard protocol lock."));
    }

    static SteelyardException alreadyLocked(String name, Lock lock) {
        return SteelyardException.of(
                ProtocolError.ALREADY_LOCKED,
                Place.file(name),
                Text.of(
                        "版本 " + lock.version() + " 已于 " + lock.lockedAt() + " 锁定，不能再次锁定。",
                        "Version " + lock.version() + " was locked at " + lock.lockedAt()
                                + " and cannot be locked again."),
                Text.of(
                        "修订方案时提高 version 并在 amendments 中说明。",
                        "To amend it, raise version and explain it in amendments."));
    }

    static SteelyardException notAmended(String name, Text message) {
        return SteelyardException.of(
                ProtocolError.NOT_AMENDED,
                Place.file(name),
                message,
                Text.of(
                        "新版本须高于已锁定的版本，并在 amendments 中有同版本的条目，写明修订内容与理由。",
                        "A new version is above the locked one and has an entry of its own in amendments, with change and"
                                + " reason."));
    }

    static SteelyardException damaged(String name) {
        return SteelyardException.of(
                ProtocolError.LOCK_DAMAGED,
                Place.file(name),
                Text.of(
                        "锁文件缺失或已损坏，无法判断方案是否改动。",
                        "The lock is missing or damaged; whether the plan changed cannot be told."),
                Text.of("从备份恢复锁文件；不要手工修改它。", "Restore it from a backup; never edit it by hand."));
    }
}
