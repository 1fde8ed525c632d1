/** What can a user ask for? One class a command. */
@NullMarked
package org.espalier.runners.command;

import org.jspecify.annotations.NullMarked;
