package org.espalier.runners;

import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.apache.beam.sdk.io.FileSystems;
import org.apache.beam.sdk.options.PipelineOptionsFactory;
import org.espalier.runners.command.Commands;
import org.espalier.runners.console.CliCommand;
import org.espalier.runners.console.ExitCode;
import org.espalier.runners.console.Failure;
import org.espalier.runners.console.Interruption;
import org.espalier.runners.console.Printer;
import org.espalier.runners.console.Version;
import org.espalier.runners.session.ScratchFolder;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.UnmatchedArgumentException;

/** The command line: finds the command, runs it, prints what it says. */
@Command(
    name = "espalier",
    synopsisSubcommandLabel = "COMMAND",
    description = "Neural architecture search as dataflow.",
    commandListHeading = "%nCommands (`espalier help COMMAND` shows options and examples):%n",
    footerHeading = "%nExample:%n  espalier search configs/quickstart.yaml%n%nExit codes:%n")
public final class Main {
  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      scope = ScopeType.INHERIT,
      description = "Show this help.")
  @SuppressWarnings("UnusedVariable") // picocli reads the annotation
  private boolean help;

  @Option(
      names = {"-V", "--version"},
      versionHelp = true,
      description =
          "Show the version and commit of Espalier, the versions of Flink and TensorFlow,"
              + " and the device.")
  private boolean version;

  @Option(
      names = "--json",
      scope = ScopeType.INHERIT,
      description = "End with one JSON object on standard output, also after a failure.")
  private boolean json;

  @Option(
      names = "--stacktrace",
      scope = ScopeType.INHERIT,
      description = "Print the stack trace of a failure.")
  private boolean stacktrace;

  private final Printer printer;

  private Main(Printer printer) {
    this.printer = printer;
  }

  /** Runs one command line and ends the process with its {@link ExitCode}. */
  public static void main(String[] args) {
    var results = System.out;
    Interruption.listen(new Printer(results, System.err), List.of(args).contains("--json"));
    // Flink prints on standard output, which is for results only.
    System.setOut(System.err);
    var code = run(results, System.err, args);
    results.flush();
    // Not a return: Flink leaves threads that would keep the process alive.
    System.exit(code.number());
  }

  /** Runs one command line; results go to {@code out}, everything else to {@code err}. */
  public static ExitCode run(PrintStream out, PrintStream err, String... args) {
    var printer = new Printer(out, err);
    var main = new Main(printer);
    var code = new ExitCode[] {ExitCode.OK};
    main.commandLine(out)
        .setExecutionStrategy(parsed -> keep(code, main.execute(parsed)))
        .setParameterExceptionHandler((wrong, all) -> keep(code, main.misused(wrong, all)))
        .execute(args);
    return code[0];
  }

  //////////////////////////////////////////////////////////////////////////////////////////////

  private static int keep(ExitCode[] place, ExitCode code) {
    place[0] = code;
    return code.number();
  }

  private CommandLine commandLine(PrintStream out) {
    var commandLine = new CommandLine(this);
    Commands.ALL.forEach(commandLine::addSubcommand);
    commandLine.getCommandSpec().usageMessage().footer(ExitCode.table().split("\\R"));
    return commandLine
        .setOut(new PrintWriter(out, true, StandardCharsets.UTF_8))
        // A name that starts with @ is a name.
        .setExpandAtFiles(false)
        .setUsageHelpAutoWidth(true)
        .setUsageHelpLongOptionsMaxWidth(34)
        .setCaseInsensitiveEnumValuesAllowed(true);
  }

  private ExitCode execute(ParseResult parsed) {
    if (version) {
      return printer.print(Version.outcome(), json);
    }
    if (CommandLine.executeHelpRequest(parsed) != null) {
      return ExitCode.OK;
    }
    var last = parsed;
    while (last.hasSubcommand()) {
      last = last.subcommand();
    }
    var command = last.commandSpec().commandLine();
    if (!(command.getCommand() instanceof CliCommand work)) {
      var names = String.join(", ", command.getSubcommands().keySet());
      throw new ParameterException(command, "a command is missing, one of: " + names);
    }
    try {
      ScratchFolder.ofProcess();
      // Paths of other file systems are known from here on, before any pipeline.
      FileSystems.setDefaultPipelineOptions(PipelineOptionsFactory.create());
      return printer.print(work.run(), json);
    } catch (ParameterException misused) {
      throw misused;
    } catch (Exception | LinkageError | OutOfMemoryError failed) {
      Interruption.waitForEnd();
      if (failed instanceof InterruptedException) {
        Thread.currentThread().interrupt();
      }
      return printer.print(Failure.of(failed), failed, json, stacktrace);
    }
  }

  private ExitCode misused(ParameterException wrong, String[] args) {
    var command = wrong.getCommandLine();
    var message = new StringBuilder(wrong.getMessage());
    if (wrong instanceof UnmatchedArgumentException unmatched) {
      var near = unmatched.getSuggestions();
      message.append(near.isEmpty() ? "" : "; did you mean " + String.join(" or ", near) + "?");
    }
    var hint =
        "%s (`%s --help` shows how)".formatted(message, command.getCommandSpec().qualifiedName());
    var asJson = json || List.of(args).contains("--json");
    return printer.print(new Failure(ExitCode.USAGE, hint), wrong, asJson, stacktrace);
  }
}
