"""The menus and choosers that open over the reply list, by mouse and by key."""

from collections.abc import Callable

from PySide6.QtCore import QObject, QPoint

from kefu_desktop.app.catalogue import Outline
from kefu_desktop.core.model import Uid
from kefu_desktop.core.tree import Tree
from kefu_desktop.core.views import Scope
from kefu_desktop.gui.library.actions import Actions
from kefu_desktop.gui.library.doing import Doing
from kefu_desktop.gui.library.reply_list.reply_list import ReplyList
from kefu_desktop.gui.library.reply_menu import Chosen, ReplyMenu
from kefu_desktop.gui.library.sidebar.chooser import CategoryChooser, Offer
from kefu_desktop.gui.library.tag_menu import TagMenu
from kefu_desktop.gui.theme import Theme


class Menus(QObject):
    """Opens them where the selection is. ``outline`` gives what they offer."""

    def __init__(
        self,
        theme: Theme,
        actions: Actions,
        doing: Doing,
        replies: ReplyList,
        outline: Callable[[], Outline | None],
    ) -> None:
        super().__init__(replies)
        self._theme = theme
        self._actions = actions
        self._doing = doing
        self._replies = replies
        self._outline = outline

    def open_menu(self, place: QPoint) -> None:
        """Opens what can be done with the selected replies, at a place on the screen."""
        menu = ReplyMenu(self._theme, self._actions, self._chosen(), self._replies)
        menu.tag_wanted.connect(self._doing.tag)
        menu.untag_wanted.connect(self._doing.untag)
        menu.kind_wanted.connect(self._doing.change_kind)
        menu.order_wanted.connect(self._replies.sort)
        menu.popup(place)

    def choose_category(self) -> None:
        """Asks for the category that the selected replies shall go to."""
        outline = self._outline()
        tree = Tree(outline.categories if outline else {})
        tops = [category.uid for category in tree.children(None)]
        offers = [
            Offer(" › ".join(tree.path(uid)), uid)
            for top in tops
            for uid in _with_all_below(tree, top)
        ]
        offers.append(Offer(self.tr("In no category"), None))
        count = self._replies.selected_count
        title = self.tr("Move {count} to").format(count=f"{count:,}")
        chooser = CategoryChooser(self._theme, title, offers, self._replies)
        chooser.chosen.connect(self._doing.move)
        chooser.open_at(self._beside_selection())

    def choose_tags(self) -> None:
        """Asks for tags to be put on the selected replies or taken off."""
        chosen = self._chosen()
        menu = TagMenu(self._theme, self._replies)
        menu.offer(chosen.tags, chosen.known)
        menu.tag_wanted.connect(self._doing.tag)
        menu.untag_wanted.connect(self._doing.untag)
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(self._beside_selection())

    def _chosen(self) -> Chosen:
        listing, uids, outline = self._replies.listing, self._replies.selected, self._outline()
        return Chosen(
            count=len(uids),
            lines=self._replies.lines(uids),
            tags=outline.tags if outline else (),
            order=self._replies.order,
            in_trash=listing is not None and listing.view.scope is Scope.TRASH,
        )

    def _beside_selection(self) -> QPoint:
        view = self._replies.view
        row = view.visualRect(view.currentIndex())
        place = row.bottomLeft() if row.isValid() else view.viewport().rect().topLeft()
        return view.viewport().mapToGlobal(place + QPoint(self._theme.px(24), 0))


def _with_all_below(tree: Tree, top: Uid) -> tuple[Uid, ...]:
    """A category and all below it, each before what it holds, as a tree is read from the top."""
    found = [top]
    for category in tree.children(top):
        found += _with_all_below(tree, category.uid)
    return tuple(found)
