package org.espalier.models.program;

import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What a process keeps open from one piece of work to the next, by key: programs, tables, image
 * sets, evaluators. Runners make new functions for every stage of every job; what is costly to open
 * stays here.
 *
 * <p>A resource is opened once, even where several threads ask for it. It stays open while somebody
 * uses it; of idle ones the least recently used are closed when all together hold more memory than
 * the bound.
 */
public final class Resources implements AutoCloseable {

  /** Share of the machine's memory that idle resources may hold. */
  private static final int MEMORY_SHARE = 4;

  private static final Resources OF_PROCESS = new Resources(defaultBound());

  /**
   * An opened resource.
   *
   * @param value the resource
   * @param bytes memory that it holds, about, at least 0
   * @param close releases it
   */
  public record Opened<T>(T value, long bytes, Runnable close) {}

  private static final class Entry {
    private @Nullable Opened<?> opened;
    private int users;
    private long lastUsed;
  }

  private final long bound;
  private final Map<Object, Entry> entries = new HashMap<>();
  private long uses;

  /**
   * An empty owner.
   *
   * @param bound bytes that idle resources may hold together, at least 0
   */
  public Resources(long bound) {
    this.bound = bound;
  }

  /** The resources of this process. */
  public static Resources ofProcess() {
    return OF_PROCESS;
  }

  /**
   * Uses a resource, opening it if need be; it is not closed before the use ends.
   *
   * @param key what tells it from others; equal keys name the same resource, of one type
   * @param open opens it; what it throws is passed on, and nothing is kept
   */
  public <T, R> R use(Object key, Supplier<Opened<T>> open, Function<T, R> use) {
    var entry = acquire(key);
    try {
      return use.apply(opened(entry, open));
    } finally {
      release(key, entry);
    }
  }

  /** A resource that needs no closing, for as long as the caller holds on to it. */
  public <T> T get(Object key, Supplier<Opened<T>> open) {
    return use(key, open, Function.identity());
  }

  private synchronized Entry acquire(Object key) {
    var entry = entries.computeIfAbsent(key, absent -> new Entry());
    entry.users++;
    entry.lastUsed = ++uses;
    return entry;
  }

  @SuppressWarnings("unchecked") // equal keys name resources of one type
  private static <T> T opened(Entry entry, Supplier<Opened<T>> open) {
    // Its own lock: one resource that opens slowly does not keep the others waiting.
    synchronized (entry) {
      var known = (Opened<T>) entry.opened;
      if (known == null) {
        known = open.get();
        entry.opened = known;
      }
      return known.value();
    }
  }

  private synchronized void release(Object key, Entry entry) {
    entry.users--;
    if (entry.opened == null && entry.users == 0) {
      entries.remove(key, entry);
    }
    while (held() > bound && closeOldest()) {
      // Until what is left fits, or is in use.
    }
  }

  private long held() {
    return entries.values().stream()
        .map(entry -> entry.opened)
        .mapToLong(opened -> opened == null ? 0 : opened.bytes())
        .sum();
  }

  private boolean closeOldest() {
    var oldest =
        entries.entrySet().stream()
            .filter(each -> each.getValue().users == 0 && each.getValue().opened != null)
            .min(Comparator.comparingLong(each -> each.getValue().lastUsed));
    oldest.ifPresent(each -> close(each.getKey()));
    return oldest.isPresent();
  }

  private void close(Object key) {
    var entry = entries.remove(key);
    var opened = entry == null ? null : entry.opened;
    if (opened != null) {
      opened.close().run();
    }
  }

  /** Closes every resource that nobody uses. */
  @Override
  public synchronized void close() {
    while (closeOldest()) {
      // One after the other.
    }
  }

  private static long defaultBound() {
    var system =
        (com.sun.management.OperatingSystemMXBean)
            java.lang.management.ManagementFactory.getOperatingSystemMXBean();
    return system.getTotalMemorySize() / MEMORY_SHARE;
  }
}
