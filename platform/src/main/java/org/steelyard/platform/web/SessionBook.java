package org.steelyard.platform.web;

import jakarta.servlet.http.HttpSession;
import jakarta.servlet.http.HttpSessionEvent;
import jakarta.servlet.http.HttpSessionListener;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import org.springframework.stereotype.Component;
import org.steelyard.kernel.Digest;

/** The sessions that are open, so that people can see and end their own. At most ten of one account: the oldest gives way. */
@Component
class SessionBook implements HttpSessionListener {

    private static final int MOST = 10;
    private static final int HANDLE = 16;

    private final Map<String, Entry> open = new ConcurrentHashMap<>();

    private record Entry(HttpSession session, String account, Instant began, String address) {
        String handle() {
            return Digest.of(session.getId()).hex().substring(0, HANDLE);
        }
    }

    /** @param id names it without letting anybody in; @param present whether it is that of who asks */
    record Open(String id, Instant began, Instant seen, String address, boolean present) {}

    void add(HttpSession session, String account, Instant began, String address) {
        open.put(session.getId(), new Entry(session, account, began, address));
        of(account).stream()
                .sorted(Comparator.comparing(Entry::began).reversed())
                .skip(MOST)
                .forEach(this::end);
    }

    private List<Entry> of(String account) {
        return open.values().stream().filter(e -> e.account().equals(account)).toList();
    }

    List<Open> list(String account, String present) {
        return of(account).stream()
                .sorted(Comparator.comparing(Entry::began))
                .map(e -> new Open(
                        e.handle(),
                        e.began(),
                        seen(e),
                        e.address(),
                        e.session().getId().equals(present)))
                .toList();
    }

    private static Instant seen(Entry entry) {
        try {
            return Instant.ofEpochMilli(entry.session().getLastAccessedTime());
        } catch (IllegalStateException ended) {
            return entry.began();
        }
    }

    /** @return whether there was one of that name */
    boolean end(String account, String handle) {
        return endThose(account, e -> e.handle().equals(handle)) > 0;
    }

    /** Ends all of an account but one. */
    void endOthers(String account, String present) {
        endThose(account, e -> !e.session().getId().equals(present));
    }

    private int endThose(String account, Predicate<Entry> which) {
        List<Entry> chosen = of(account).stream().filter(which).toList();
        chosen.forEach(this::end);
        return chosen.size();
    }

    private void end(Entry entry) {
        open.remove(entry.session().getId());
        try {
            entry.session().invalidate();
        } catch (IllegalStateException ended) {
            // it ended by itself in the meantime
        }
    }

    @Override
    public void sessionDestroyed(HttpSessionEvent event) {
        open.remove(event.getSession().getId());
    }
}
