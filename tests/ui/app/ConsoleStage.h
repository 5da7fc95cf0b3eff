#pragma once

#include "app/gatehouse/Console.h"
#include "core/base/Clock.h"
#include "tests/support/WaitFor.h"

#include <QTemporaryDir>
#include <QTest>

#include <memory>

namespace gatehouse::test {

// The console as a person sits before it: the real window, a real store in a temporary folder, the key derivation as it
// ships. For tests that derive from it. `name` is a widget's object name. GUI thread.
class ConsoleStage
{
protected:
    static constexpr char Words[] = "violet anchor mustard";

    ConsoleStage() = default;
    ~ConsoleStage() = default;

    // Starts the console; again: as if the program had been ended and started anew on the same folder.
    void startConsole(const QString& language = QStringLiteral("en"));
    // Starts it and makes the site "Lotus Yard" of administrator "Ada Warden" with the passphrase Words.
    void makeSite();
    // Back to an empty folder.
    void clear();

    template <typename Widget>
    [[nodiscard]] Widget* find(const char* name) const
    {
        return m_console->window().findChild<Widget*>(QLatin1StringView(name));
    }
    void click(const char* name) const { QTest::mouseClick(find<QWidget>(name), Qt::LeftButton); }
    void type(const char* name, const char* text) const;
    void choose(const char* box, int index) const;
    void signIn(const char* name, const char* passphrase) const;
    // Answers the question before it.
    void signOut() const;
    [[nodiscard]] bool isOpen() const;
    // Every text that stands on the window.
    [[nodiscard]] QString shown() const;
    [[nodiscard]] QString path(const char* name) const { return m_folder->filePath(QLatin1StringView(name)); }

    // Key derivation takes 256 MiB and three passes: on a busy machine that is many times the 0.5 s of an idle one.
    template <typename Condition>
    static bool waitFor(Condition condition)
    {
        return test::waitFor(condition, 150);
    }

    std::unique_ptr<QTemporaryDir> m_folder = std::make_unique<QTemporaryDir>();
    SystemClock m_clock;
    std::unique_ptr<Console> m_console;
    // As it was shown when the site was made.
    QString m_recoveryCode;
};

} // namespace gatehouse::test
