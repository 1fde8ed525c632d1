/** What can a user ask for? One class a verb of the command line. */
@NullMarked
package org.espalier.runners.command;

import org.jspecify.annotations.NullMarked;
