import FlowAPI
import Foundation

/// Asks for a token on the terminal, unseen: the last place that one can come from.
enum LoginPrompt {
    /// The login, with the token that somebody types where no other source has one; the same login in cron.
    static func completing(_ login: Login, console: Console) -> Login {
        guard login.token == nil, console.isInputTerminal, console.isErrorTerminal,
            let text = readHidden("Access token (from the portal: Settings, Access Tokens): ", console), !text.isEmpty
        else { return login }
        return login.with(Token(Secret(text), source: .given(name: "the prompt")))
    }

    private static func readHidden(_ question: String, _ console: Console) -> String? {
        var settings = termios()
        guard tcgetattr(STDIN_FILENO, &settings) == 0 else { return nil }
        var hidden = settings
        hidden.c_lflag &= ~tcflag_t(ECHO)
        guard tcsetattr(STDIN_FILENO, TCSAFLUSH, &hidden) == 0 else { return nil }
        defer { _ = tcsetattr(STDIN_FILENO, TCSAFLUSH, &settings) }
        console.writeError(question)
        let line = readLine()
        console.writeError("\n")
        return line?.trimmingCharacters(in: .whitespaces)
    }
}
