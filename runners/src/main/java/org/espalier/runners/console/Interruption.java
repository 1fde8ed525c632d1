package org.espalier.runners.console;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;

/**
 * What the process says when it is asked to end from outside: one line, then the exit code that the
 * shell gives the signal. A second signal ends it at once.
 */
public final class Interruption {

  private static final Map<String, ExitCode> SIGNALS =
      Map.of("INT", ExitCode.INTERRUPTED, "TERM", ExitCode.TERMINATED, "HUP", ExitCode.HUNG_UP);

  private static final AtomicBoolean UNDER_WAY = new AtomicBoolean();
  private static volatile Supplier<String> advice = () -> "";

  private Interruption() {}

  /** Whether the process is about to end: what fails now is no news. */
  public static boolean isUnderWay() {
    return UNDER_WAY.get();
  }

  /**
   * Sets what follows the word that says how the process was ended, such as how to resume; asked
   * for once, when it comes to that.
   */
  public static void advise(Supplier<String> whatToDo) {
    advice = whatToDo;
  }

  /** Waits for the end of a process that is about to end; returns at once from any other. */
  public static void waitForEnd() {
    while (isUnderWay()) {
      // An interrupted thread would not wait.
      var unused = Thread.interrupted();
      LockSupport.parkNanos(TimeUnit.SECONDS.toNanos(1));
    }
  }

  /**
   * Listens to signals from now on, but to those that whoever started the process has it ignore.
   */
  public static void listen(Printer printer, boolean json) {
    SIGNALS.forEach((name, code) -> listen(name, () -> end(code, printer, json)));
  }

  static void end(ExitCode code, Printer printer, boolean json) {
    if (!UNDER_WAY.compareAndSet(false, true)) {
      Runtime.getRuntime().halt(code.number());
    }
    if (Progress.isTerminal()) {
      // The progress line has no end yet.
      printer.endLine();
    }
    printer.print(failure(code), new InterruptedException(), json, false);
    System.exit(code.number());
  }

  static Failure failure(ExitCode code) {
    var whatToDo = advice.get();
    var word =
        switch (code) {
          case TERMINATED -> "terminated";
          case HUNG_UP -> "hung up";
          default -> "interrupted";
        };
    return new Failure(code, whatToDo.isEmpty() ? word : word + ' ' + whatToDo);
  }

  /** By reflection: the compiler takes the class, which is there in every JDK, for a warning. */
  private static void listen(String signal, Runnable action) {
    try {
      var signals = Class.forName("sun.misc.Signal");
      var handlers = Class.forName("sun.misc.SignalHandler");
      var handler =
          Proxy.newProxyInstance(
              Interruption.class.getClassLoader(),
              new Class<?>[] {handlers},
              (proxy, method, arguments) -> {
                if (method.getName().equals("handle")) {
                  action.run();
                }
                return null;
              });
      var named = signals.getConstructor(String.class).newInstance(signal);
      var handle = signals.getMethod("handle", signals, handlers);
      var before = handle.invoke(null, named, handler);
      var ignored = handlers.getField("SIG_IGN").get(null);
      if (ignored.equals(before)) {
        handle.invoke(null, named, ignored);
      }
    } catch (InvocationTargetException | ClassNotFoundException elsewhere) {
      // A signal that this JVM or this system does not have: the JVM's own behaviour stays.
    } catch (ReflectiveOperationException impossible) {
      throw new IllegalStateException("sun.misc.Signal is not as it was", impossible);
    }
  }
}
