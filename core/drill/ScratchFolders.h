#pragma once

#include <QProcessEnvironment>
#include <QString>
#include <QTemporaryDir>

namespace gatehouse::drill {

// Where a scratch drill takes place: below root() lie the site and every folder a program writes to by itself; beside
// it, looked through by nobody, what an operator would bring along. Gone with the object.
class ScratchFolders
{
public:
    ScratchFolders();

    // False when the folders could not be made.
    [[nodiscard]] bool isGood() const { return m_isGood; }
    [[nodiscard]] QString root() const;
    [[nodiscard]] QString site() const { return root() + QStringLiteral("/site"); }
    [[nodiscard]] QString input() const;
    // All of it, for whoever looks through what lies around it.
    [[nodiscard]] QString whole() const { return m_folder.path(); }
    // The working folder of the programs: where a core file would lie.
    [[nodiscard]] QString home() const { return root() + QStringLiteral("/home"); }
    // A file for what a program says.
    [[nodiscard]] QString said(const QString& program) const;
    // This process's environment with every such folder below root(), and without a screen.
    [[nodiscard]] QProcessEnvironment environment() const;

private:
    QTemporaryDir m_folder;
    bool m_isGood = false;
};

} // namespace gatehouse::drill
