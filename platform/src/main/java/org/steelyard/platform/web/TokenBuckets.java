package org.steelyard.platform.web;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;

/** Leave to call so many times a minute, by key: a bucket of that many tokens that fills evenly. */
final class TokenBuckets {

    private static final int MOST_KEYS = 100_000;
    private static final double SECONDS = 60.0;

    private final int perMinute;
    private final Clock clock;
    private final Map<String, Bucket> buckets = new ConcurrentHashMap<>();

    TokenBuckets(int perMinute, Clock clock) {
        this.perMinute = perMinute;
        this.clock = clock;
    }

    private record Bucket(double tokens, Instant at) {}

    /** Takes a token if there is one. */
    boolean take(String key) {
        if (buckets.size() > MOST_KEYS) {
            forgetTheFull();
        }
        Instant now = clock.instant();
        AtomicBoolean taken = new AtomicBoolean();
        buckets.compute(key, (k, old) -> {
            double tokens = old == null ? perMinute : filled(old, now);
            taken.set(tokens >= 1);
            return new Bucket(taken.get() ? tokens - 1 : tokens, now);
        });
        return taken.get();
    }

    /** Whole seconds until the next token. */
    long wait(String key) {
        Bucket bucket = buckets.get(key);
        double tokens = bucket == null ? 1 : filled(bucket, clock.instant());
        return tokens >= 1 ? 0 : (long) Math.ceil((1 - tokens) * SECONDS / perMinute);
    }

    private double filled(Bucket bucket, Instant now) {
        double seconds = Duration.between(bucket.at(), now).toMillis() / 1000.0;
        return Math.min(perMinute, bucket.tokens() + Math.max(0, seconds) * perMinute / SECONDS);
    }

    /** A full bucket is as good as none. */
    private void forgetTheFull() {
        Instant now = clock.instant();
        buckets.values().removeIf(bucket -> filled(bucket, now) >= perMinute);
    }
}
