#pragma once

#include "core/privacy/Subject.h"
#include "ui/common/SiteContext.h"

#include <QList>
#include <QWidget>

#include <optional>

namespace gatehouse::ui {

class SuggestionLine;

// Finds whom a request is about by a part of the name, reference or plate: registered people and vehicles who fit stand
// below, and the text itself where it could be a plate nobody registered. GUI thread; the store is asked off it.
class SubjectPicker : public QWidget
{
    Q_OBJECT

public:
    explicit SubjectPicker(const SiteContext& context, QWidget* parent = nullptr);

    [[nodiscard]] const std::optional<privacy::Subject>& subject() const { return m_subject; }
    [[nodiscard]] bool hasInput() const;

Q_SIGNALS:
    void changed();

private:
    struct Found
    {
        privacy::Subject subject;
        QString text;
        Icon icon = Icon::User;
    };
    void search(int question, const QString& typed);
    void show(const QString& typed, const QList<Found>& found);
    void choose(int row);

    const SiteContext& m_context;
    SuggestionLine* m_line;
    QList<Found> m_found;
    std::optional<privacy::Subject> m_subject;
};

} // namespace gatehouse::ui
