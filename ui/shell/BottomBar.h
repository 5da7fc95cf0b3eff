#pragma once

#include "ui/common/SiteContext.h"
#include "ui/common/Widgets.h"

namespace gatehouse::ui {

// Who works here, and what is always at hand: lock, change operator, find, help. Without room for the words the signs
// stay, with the words as tool tips.
class BottomBar : public Panel
{
    Q_OBJECT

public:
    explicit BottomBar(const SiteContext& context, QWidget* parent = nullptr);

Q_SIGNALS:
    void lockRequested();
    void changeOperatorRequested();
    void signOutRequested();
    void findRequested();
    void displayRequested();
    void helpRequested();

protected:
    void resizeEvent(QResizeEvent* event) override;

private:
    struct Choice
    {
        Button* button = nullptr;
        QString words;
        int fullWidth = 0;
    };
    void showOperator();
    void fitWords();
    const SiteContext& m_context;
    Label* m_operator;
    QList<Choice> m_choices;
};

} // namespace gatehouse::ui
