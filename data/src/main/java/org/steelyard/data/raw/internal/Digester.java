package org.steelyard.data.raw.internal;

import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;
import org.steelyard.data.identity.IdentityError;
import org.steelyard.data.identity.Pseudonyms;
import org.steelyard.data.identity.internal.PseudonymRegister;
import org.steelyard.data.raw.RawError;
import org.steelyard.kernel.Place;
import org.steelyard.kernel.SteelyardException;
import org.steelyard.kernel.Text;

/**
 * Identifiers to pseudonyms, fast: a person's identifier comes again and again, so that the latest are remembered. Safe for
 * several threads; the memory it takes is bounded whatever comes.
 */
final class Digester {

    private static final int REMEMBERED = 1 << 18;

    private final Pseudonyms pseudonyms;
    private final String file;
    private final PseudonymRegister register = new PseudonymRegister();
    private final AtomicReferenceArray<@Nullable Entry> latest = new AtomicReferenceArray<>(REMEMBERED);

    private record Entry(String prefix, String identifier, String pseudonym, byte[] bytes) {}

    Digester(Pseudonyms pseudonyms, String file) {
        this.pseudonyms = pseudonyms;
        this.file = file;
    }

    /** The pseudonym; null when there is nothing but space, or a text that means missing. */
    @Nullable
    String digest(ColumnPlan plan, String prefix, String identifier) {
        Entry entry = entry(plan, prefix, identifier);
        return entry == null ? null : entry.pseudonym();
    }

    byte @Nullable [] bytes(ColumnPlan plan, String prefix, String identifier) {
        Entry entry = entry(plan, prefix, identifier);
        return entry == null ? null : entry.bytes();
    }

    private @Nullable Entry entry(ColumnPlan plan, String prefix, String identifier) {
        if (plan.treatment().filter(t -> t.isNobody(identifier)).isPresent()) {
            return null;
        }
        int slot = spread(31 * identifier.hashCode() + prefix.hashCode()) & REMEMBERED - 1;
        Entry known = latest.get(slot);
        if (known != null
                && known.identifier().equals(identifier)
                && known.prefix().equals(prefix)) {
            return known;
        }
        String normal = Pseudonyms.normalise(identifier);
        if (normal.isEmpty()) {
            return null;
        }
        if (LostDigits.in(normal)) {
            throw SteelyardException.of(
                    RawError.LOST_DIGITS,
                    Place.of(file, plan.column().name()),
                    LostDigits.message(),
                    LostDigits.remedy());
        }
        byte[] mac = pseudonyms.mac(prefix + normal);
        if (!register.add(mac)) {
            throw collision(plan);
        }
        String pseudonym = Pseudonyms.pseudonym(mac);
        Entry fresh = new Entry(prefix, identifier, pseudonym, pseudonym.getBytes(StandardCharsets.US_ASCII));
        latest.set(slot, fresh);
        return fresh;
    }

    private static int spread(int hash) {
        return hash ^ hash >>> 16;
    }

    private SteelyardException collision(ColumnPlan plan) {
        return SteelyardException.of(
                IdentityError.PSEUDONYM_COLLISION,
                Place.of(file, plan.column().name()),
                Text.of("两个不同的标识得到同一个假名", "two identifiers have got one pseudonym"),
                Text.of("换一个密钥重新处理全部数据源", "use another key, for all sources anew"));
    }
}
