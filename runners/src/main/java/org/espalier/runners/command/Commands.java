package org.espalier.runners.command;

import java.util.List;

/**
 * All commands there are, in the order the help shows them. A new one is a class and a line here.
 */
public final class Commands {
  /**
   * The classes, each a picocli command that is a {@link org.espalier.runners.console.CliCommand}
   * or has such below it.
   */
  public static final List<Class<?>> ALL =
      List.of(
          SearchCommand.class,
          StudyCommand.class,
          RetrainCommand.class,
          ShowCommand.class,
          DeriveCommand.class,
          RankCommand.class,
          EvaluateCommand.class,
          WeightsCommand.class,
          VerifyCommand.class,
          MethodsCommand.class,
          SpacesCommand.class,
          ArchitecturesCommand.class,
          PrepareCommand.class,
          BenchCommand.class,
          ClusterCommand.class,
          DevicesCommand.class,
          HelpCommand.class);

  private Commands() {}
}
