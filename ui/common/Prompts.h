#pragma once

#include <QObject>
#include <QPointer>
#include <QString>

#include <functional>

namespace gatehouse::ui {

// A question before something that cannot be taken back. Name what is lost in `text`.
struct Confirmation
{
    QString title; // "Remove Li Na?"
    QString text; // what is lost
    QString confirmWord; // the button: "Remove", never "OK"
    bool isDestructive = true;
    // When not empty the person must type exactly this (the object's name) before the button works.
    QString typeToConfirm;
};

struct FileRequest
{
    QString title;
    QString filter; // "Pictures (*.jpg *.png)"
    QString suggestedName; // for saving
};

// A plain page. What must never lie in a file on this machine goes onto paper only.
struct PrintRequest
{
    enum class Onto { PaperOrFile, Paper };
    QString title;
    QString text;
    Onto onto = Onto::PaperOrFile;
};

// Every question that would be a message box or a file dialog goes through here, so that nothing modal ever covers a
// live lane and tests can answer. The answer comes later by callback, on the GUI thread, and never after `asker` is
// gone.
class Prompts
{
public:
    virtual ~Prompts() = default;
    // `answered(true)` when confirmed; a second question replaces the first, which is answered false.
    virtual void confirm(QObject* asker, const Confirmation& question, std::function<void(bool)> answered) = 0;
    // The chosen path, or empty when cancelled.
    virtual void openFile(QObject* asker, const FileRequest& request, std::function<void(const QString&)> chosen) = 0;
    virtual void openFolder(QObject* asker, const FileRequest& request, std::function<void(const QString&)> chosen) = 0;
    virtual void saveFile(QObject* asker, const FileRequest& request, std::function<void(const QString&)> chosen) = 0;
    // `done(true)` when it went to the printer. Where there is none for what goes onto paper only, that is told.
    virtual void print(QObject* asker, const PrintRequest& page, std::function<void(bool)> done) = 0;
    // A passing word at the foot of the window: "Saved." It goes by itself and takes no focus.
    virtual void tell(const QString& text) = 0;
};

} // namespace gatehouse::ui
