package org.espalier.models.pickle;

import java.io.IOException;
import java.io.InputStream;
import java.nio.BufferUnderflowException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads Python pickles of protocols 0 to 5 as data. Nothing is executed: the few functions that may
 * be named ({@link Vocabulary}) are done here, in Java, and any other name ends the reading.
 *
 * <p>None is {@link #NONE}; integers are {@code Long} or {@code BigInteger}, floats {@code Double},
 * texts {@code String}, bytes {@code byte[]}, lists, tuples and sets {@code List}, dictionaries
 * {@code Map}, arrays of bytes {@link ByteArray}. Python 2's texts are read as Latin-1. Whatever is
 * in the file, reading ends within its {@link PickleLimits}, and no container holds itself.
 *
 * <p><b>Source:</b> CPython's {@code Lib/pickletools.py}.
 */
public final class Pickle {

  /** Python's None: the stack machine wants an object. */
  public static final Object NONE =
      new Object() {
        @Override
        public String toString() {
          return "None";
        }
      };

  private static final Object MARK = new Object();

  private static final int SHOWN = 60;

  private final PickleInput in;
  private final Vocabulary vocabulary;
  private final PickleLimits limits;
  private final Nesting nesting;
  private final Deadline deadline;
  private long values;
  private final ArrayList<Object> stack = new ArrayList<>();
  private final ArrayList<Object> memo = new ArrayList<>();

  private Pickle(PickleInput in, Vocabulary vocabulary, PickleLimits limits) {
    this.in = in;
    this.vocabulary = vocabulary;
    this.limits = limits;
    this.nesting = new Nesting(in, limits.depth());
    this.deadline = new Deadline(in, limits.seconds());
  }

  /**
   * Reads the first pickle of a stream.
   *
   * @param name name of the file, for messages
   * @throws IllegalArgumentException naming a forbidden type, a limit that is passed, or what is
   *     malformed, and where
   */
  public static Object read(String name, InputStream stream, PickleLimits limits)
      throws IOException {
    return read(name, stream, new NumpyVocabulary(), limits);
  }

  /**
   * Reads the first pickle of a stream as one of torch's: a tensor is a {@link TorchTensor}, a
   * parameter its tensor.
   */
  public static Object readTorch(String name, InputStream stream, PickleLimits limits)
      throws IOException {
    return read(name, stream, new TorchVocabulary(), limits);
  }

  private static Object read(
      String name, InputStream stream, Vocabulary vocabulary, PickleLimits limits)
      throws IOException {
    var pickle = new Pickle(new PickleInput(name, stream, limits), vocabulary, limits);
    try {
      return pickle.run();
    } catch (IndexOutOfBoundsException
        | ClassCastException
        | ArithmeticException
        | NumberFormatException
        | UnsupportedOperationException
        | BufferUnderflowException malformed) {
      throw pickle.in.refused("it is not a well-formed pickle");
    }
  }

  /** A value in a few words, whatever it holds. */
  public static String describe(@Nullable Object value) {
    if (value instanceof List<?> list) {
      return "a list of " + list.size();
    }
    if (value instanceof Map<?, ?> map) {
      return "a dictionary of " + map.size();
    }
    var text = value instanceof byte[] bytes ? bytes.length + " bytes" : String.valueOf(value);
    var shown = text.length() <= SHOWN ? text : text.substring(0, SHOWN) + "…";
    return shown.replaceAll("\\p{Cntrl}", "?");
  }

  ///////////////////////////////////////////////////////////////////////////////////////////////

  private Object run() throws IOException {
    while (true) {
      deadline.instruction();
      int code = in.u1();
      if (code == '.') {
        return pop();
      }
      if (!constant(code) && !container(code) && !object(code)) {
        throw in.refused("its instruction 0x%02X is not one that data need".formatted(code));
      }
    }
  }

  private boolean constant(int code) throws IOException {
    switch (code) {
      case 0x80 -> in.u1();
      case 0x95 -> in.bytes(8);
      case 'N' -> push(NONE);
      case 0x88 -> push(true);
      case 0x89 -> push(false);
      case 'J' -> push((long) (int) in.little(4));
      case 'K' -> push((long) in.u1());
      case 'M' -> push(in.little(2));
      case 0x8A -> push(in.integer(in.u1()));
      case 0x8B -> push(in.integer((int) in.little(4)));
      case 'G' -> push(in.bigEndianDouble());
      case 'I' -> push(in.intLine());
      case 'L' -> push(in.longLine());
      case 'F' -> push(in.floatLine());
      case 'S' -> push(in.quotedLine());
      case 'V' -> push(in.unicodeLine());
      case 'U' -> push(in.latin1(in.u1()));
      case 'T' -> push(in.latin1(in.little(4)));
      case 0x8C -> push(in.utf8(in.u1()));
      case 'X' -> push(in.utf8(in.little(4)));
      case 0x8D -> push(in.utf8(in.little(8)));
      case 'C' -> push(in.bytes(in.u1()));
      case 'B' -> push(in.bytes(in.little(4)));
      case 0x8E, 0x96 -> push(in.bytes(in.little(8)));
      default -> {
        return false;
      }
    }
    return true;
  }

  private boolean container(int code) throws IOException {
    switch (code) {
      case '(' -> push(MARK);
      case ')' -> push(List.of());
      case ']', 0x8F -> push(new ArrayList<>());
      case '}' -> push(new LinkedHashMap<>());
      case 0x85 -> push(tuple(1));
      case 0x86 -> push(tuple(2));
      case 0x87 -> push(tuple(3));
      case 't', 'l', 0x91 -> push(toMark());
      case 'd' -> push(put(new LinkedHashMap<>(), toMark()));
      case 'a' -> append(List.of(pop()));
      case 'e', 0x90 -> append(toMark());
      case 's' -> setItems(tuple(2));
      case 'u' -> setItems(toMark());
      case '0' -> pop();
      case '1' -> toMark();
      case '2' -> push(top());
      case 'p' -> keep(Math.toIntExact(Long.parseLong(in.line())));
      case 'q' -> keep(in.u1());
      case 'r' -> keep((int) in.little(4));
      case 0x94 -> keep(memo.size());
      case 'g' -> push(memo.get(Math.toIntExact(Long.parseLong(in.line()))));
      case 'h' -> push(memo.get(in.u1()));
      case 'j' -> push(memo.get((int) in.little(4)));
      default -> {
        return false;
      }
    }
    return true;
  }

  private boolean object(int code) throws IOException {
    switch (code) {
      case 'c' -> {
        var module = in.line();
        push(vocabulary.named(in, module, in.line()));
      }
      case 0x93 -> {
        var name = pop();
        push(vocabulary.named(in, String.valueOf(pop()), String.valueOf(name)));
      }
      case 'R', 0x81 -> {
        var arguments = (List<?>) pop();
        var function = (Vocabulary.Global) pop();
        push(
            function == Vocabulary.ORDERED_DICT
                ? ordered(arguments)
                : function.call(in, arguments));
      }
      case 'b' -> {
        var state = pop();
        vocabulary.build(in, top(), state);
      }
      case 'Q' -> push(vocabulary.persistent(in, pop()));
      default -> {
        return false;
      }
    }
    return true;
  }

  private Map<Object, Object> ordered(List<?> arguments) {
    var items = new ArrayList<Object>();
    if (!arguments.isEmpty()) {
      for (var pair : (List<?>) arguments.get(0)) {
        count();
        items.addAll(((List<?>) pair).subList(0, 2));
      }
    }
    return put(new LinkedHashMap<>(), items);
  }

  private void push(Object value) {
    count();
    stack.add(value);
  }

  private void count() {
    if (++values > limits.values()) {
      throw in.refused("it makes more than %d values".formatted(limits.values()));
    }
  }

  private Object pop() {
    return stack.remove(stack.size() - 1);
  }

  private Object top() {
    return stack.get(stack.size() - 1);
  }

  private List<Object> tuple(int size) {
    var items = new ArrayList<>(stack.subList(stack.size() - size, stack.size()));
    stack.subList(stack.size() - size, stack.size()).clear();
    nesting.put(items, items);
    return items;
  }

  private List<Object> toMark() {
    int mark = stack.lastIndexOf(MARK);
    var items = new ArrayList<>(stack.subList(mark + 1, stack.size()));
    stack.subList(mark, stack.size()).clear();
    nesting.put(items, items);
    return items;
  }

  private void keep(int place) {
    count();
    if (place > memo.size()) {
      throw in.refused("it leaves a gap in its memo");
    }
    if (place == memo.size()) {
      memo.add(top());
    } else {
      memo.set(place, top());
    }
  }

  @SuppressWarnings("unchecked") // a list we made ourselves holds objects
  private void append(List<Object> items) {
    var list = (List<Object>) top();
    nesting.put(list, items);
    list.addAll(items);
  }

  @SuppressWarnings("unchecked") // a map we made ourselves holds objects
  private void setItems(List<Object> items) {
    put((Map<Object, Object>) top(), items);
  }

  private Map<Object, Object> put(Map<Object, Object> map, List<Object> items) {
    nesting.put(map, items);
    for (int i = 0; i + 1 < items.size(); i += 2) {
      deadline.put();
      map.put(nesting.key(items.get(i)), items.get(i + 1));
    }
    return map;
  }
}
